# ruff: noqa: E501 - statements read better on one line each
"""The greediest statements that the gate lets through, in a process of its own: time and memory stay within limits."""

import json
import subprocess
import sys

import pytest

SECONDS, MEGABYTES = 1.0, 1500
CROSS = "core.cases a join core.cases b on true join core.cases c on true join core.cases d on true"
CHAIN = "with q0 as (select case_key as k from core.cases)" + "".join(
    f", q{at} as (select x.k from q{at - 1} x join q{at - 1} y on x.k = y.k and upper(x.k) = lower(y.k) or x.k <> y.k)"
    for at in range(1, 8)
)
STEPS = "with q0 as (select case_key as k from core.cases)" + "".join(
    f", q{at} as (select k from q{at - 1} union all select k from q{at - 1})" for at in range(1, 11)
)
LISTS = "with q0 as (select violence_types as v, case_key as k from core.cases)" + "".join(
    f", q{at} as (select v, unnest(v) as u{at}, k from q{at - 1})" for at in range(1, 16)
)
GREEDY = {
    "a cross join counted": f"select count(*) as n from {CROSS}",
    "a cross join sorted": f"select a.case_key as k, row_number() over (order by a.case_key, b.case_key, c.case_key) as n from {CROSS}",
    "a cross join grouped": f"select a.case_key as x, b.case_key as y, c.case_key as z, count(*) as n from {CROSS} group by 1, 2, 3",
    "a cross join made distinct": f"select distinct a.case_key as x, b.case_key as y, c.case_key as z from {CROSS}",
    "a median of a cross join": f"select median(a.age + b.age * c.age) as m from {CROSS}",
    "texts compared": f"select count(*) as n from {CROSS} where a.case_key like '%' and upper(lower(upper(b.case_key))) like '%_%_%_9%'",
    "a chain of joins": f"{CHAIN} select count(*) as n from q7",
    "a chain of unions": f"{STEPS} select count(*) as n from q10 a join q10 b on true",
    "lists made rows": f"{LISTS} select count(*) as n from q15",
    "subqueries for each row": "select case_key, (select count(*) from core.cases b join core.cases c on b.age > a.age and c.age > b.age + a.age) as n from core.cases a",
    "existence in a cross join": "select count(*) as n from core.cases a where exists (select 1 from core.cases b join core.cases c on b.age + c.age + a.age < 0 join core.cases d on d.age + b.age < c.age)",
    "many joins by key": "select count(*) as n from core.cases a0 "
    + " ".join(f"join core.cases a{at} on a{at}.case_key = a{at - 1}.case_key" for at in range(1, 24)),
    "many outer joins": "select count(*) as n from core.cases a0 "
    + " ".join(f"full join core.cases a{at} on a{at}.age % 7 = a{at - 1}.age % 7" for at in range(1, 24)),
    "rows as wide as they get": "select * from " + CROSS,
}
CHILD = """
import json, resource, sys, time
from dashboard.errors import DashboardError
from dashboard.projection import gate, store
from dashboard.projection.lockdown import Limits, connect
db = connect(None)
db.execute("CREATE SCHEMA core")
db.execute("CREATE TABLE core.cases AS SELECT 'OV-' || i AS case_key, i AS age, ['a','b','c'] AS violence_types FROM range(3000) t(i)")
projection = store.Projection(db, [], None, Limits(seconds=1.0))
found = {}
for name, sql in json.load(sys.stdin).items():
    begun = time.monotonic()
    try:
        said = str(len(projection.ask(gate.check(sql, {"core.cases"})).rows))
    except DashboardError as error:
        said = type(error).__name__
    except Exception as error:
        said = type(error).__name__
    found[name] = (time.monotonic() - begun, said)
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps([found, rss, projection.rows("SELECT count(*) FROM core.cases")]))
"""


@pytest.fixture(scope="module")
def greedy():
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps(GREEDY),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", GREEDY)
def test_a_greedy_statement_ends_soon_after_its_limit(greedy, name):
    seconds, said = greedy[0][name]
    assert seconds < SECONDS + 3, said


def test_the_memory_of_the_process_stays_bounded_and_the_projection_answers_on(greedy):
    assert greedy[1] < MEGABYTES and greedy[2] == [[3000]]


def test_several_of_them_were_stopped_so_the_limit_was_really_met(greedy):
    assert sum(said in ("TooSlow", "OutOfMemoryException") for _seconds, said in greedy[0].values()) >= 6
