"""Other engines: each is started for the tests, loaded with the projection's rows, and stopped."""

import csv
import io
import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.conformance.relations import arrow, flat, relations, translated

NULL = "<null>"


def _postgres_bin():
    """Return the folder of PostgreSQL's programs, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    near = shutil.which("initdb")
    return found[0].parent if found else Path(near).parent if near else None


class Postgres:
    """A PostgreSQL cluster of its own, reached by a socket in its folder only."""

    dialect = "postgres"

    def __init__(self, folder):
        programs = _postgres_bin()
        if programs is None or shutil.which("psql") is None:
            pytest.skip("PostgreSQL is not installed here: apt-get install postgresql")
        self.folder, self.programs = folder, programs
        self.user = "postgres" if os.geteuid() == 0 else None  # PostgreSQL does not run as root
        if self.user:
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)
        self._run("initdb", "-D", folder / "data", "-A", "trust", "-U", "ovtf", "--locale=C", "-E", "UTF8")
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        self._run("pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start")

    def _run(self, program, *arguments):
        command = [self.programs / program, *arguments]
        done = subprocess.run(command, user=self.user, cwd="/", check=False, stdout=subprocess.DEVNULL)
        if done.returncode:
            pytest.skip(f"PostgreSQL is installed here but cannot be started: {program} ended with {done.returncode}")

    def load(self, projection):
        script = ["SET client_min_messages = warning;"]
        for schema, table, columns, rows in relations(projection):
            typed = ", ".join(f'"{name}" {translated(kind, self.dialect)}' for name, kind in columns.items())
            script += [f'CREATE SCHEMA IF NOT EXISTS "{schema}";', f'CREATE TABLE "{schema}"."{table}" ({typed});']
            path = self.folder / f"{schema}.{table}.csv"
            with path.open("w", newline="") as file:
                csv.writer(file).writerows([_text(value) for value in row] for row in rows)
            script.append(f"\\copy \"{schema}\".\"{table}\" FROM '{path}' WITH (FORMAT csv, NULL '{NULL}')")
        self._psql("\n".join(script))

    def rows(self, sql):
        found = self._psql(f"\\pset null '{NULL}'\n{sql};")
        return [tuple(None if value == NULL else value for value in row) for row in csv.reader(io.StringIO(found))]

    def _psql(self, script):
        command = [
            "psql",
            "-X",
            "-q",
            "--csv",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            self.folder,
            "-U",
            "ovtf",
            "postgres",
        ]
        done = subprocess.run(command, input=script, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def close(self):
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")


def _text(value):
    if value is None:
        return NULL
    return "{" + ",".join(value) + "}" if isinstance(value, list) else str(value)


class Spark:
    """A Spark Connect endpoint: that of OVTF_SPARK_REMOTE (Apache Spark), else Sail in this process."""

    dialect = "spark"

    def __init__(self, folder):
        reason = "No Spark Connect client is installed here: pip install pysail pyspark-client"
        sql = pytest.importorskip("pyspark.sql", reason=reason)
        self.folder, self.server = folder, None
        remote = os.environ.get("OVTF_SPARK_REMOTE")
        if remote is None:
            self.server = pytest.importorskip("pysail.spark", reason=reason).SparkConnectServer("127.0.0.1", 0)
            self.server.start(background=True)
            remote = f"sc://127.0.0.1:{self.server.listening_address[1]}"
        self.session = sql.SparkSession.builder.remote(remote).getOrCreate()

    def load(self, projection):
        for schema, table, columns, rows in relations(projection):
            path = self.folder / f"{schema}__{table}.parquet"
            pq.write_table(arrow(columns, rows), path)
            self.session.read.parquet(str(path)).createOrReplaceTempView(f"{schema}__{table}")

    def rows(self, sql):
        return [tuple(row) for row in self.session.sql(flat(sql)).collect()]

    def close(self):
        self.session.stop()
        if self.server:
            self.server.stop()


ENGINES = {"postgres": Postgres, "spark": Spark}
