"""Digital risk and safe removal: stop the harm from spreading without making things worse."""

from dashboard import Area, Case, Form, Guidance, Service, Task, hookimpl

from . import checklists, views

SOURCE = "Guide: Digital Risk Management and Safe Removal of Harmful Content"
IMAGES = {"image_based_abuse", "deepfake", "sexual_extortion", "csam", "self_generated_content", "live_streaming"}


@hookimpl
def register_area():
    return Area(
        name="digital",
        label="Digital",
        summary="Assess digital risk, keep proof safely, report and remove.",
        icon=":material/phonelink_lock:",
        order=30,
    )


@hookimpl
def register_forms():
    return [Form.read(__name__, "forms/digital_risk.md", occurs="many")]


@hookimpl
def register_checklists():
    return [checklists.REMOVAL]


@hookimpl
def register_guidance():
    return Guidance.read_all(__name__, source=SOURCE, reviewed="2026-11")


@hookimpl
def register_services():
    return Service.read_all(__name__)


@hookimpl
def register_views():
    return [views.ACCESS]


@hookimpl
def register_datasets():
    return [views.CHECKED]


@hookimpl
def register_indicators():
    return [views.SAFETY_FIRST]


@hookimpl
def suggest_tasks(case: Case):
    if not IMAGES & set(case.violence_types):
        return []
    tool = "Take It Down" if case.is_child else "StopNCII, or Take It Down if the image shows her under 18"
    return [
        Task(
            name="hash_tool",
            label="Explain how sexual images can be blocked: " + tool,
            reason="The tool follows the age in the image. The fingerprint is made on her device; nobody sees the image.",
        )
    ]
