"""Names by which workflows are found: sentences for the operator."""

TASK_QUEUE = "hezheng"


def matter_workflow(matter_id: str) -> str:
    return f"matter/{matter_id}"


def recall_workflow(recall_id: str) -> str:
    return f"recall/{recall_id}"


def compensation_workflow(compensation_id: str) -> str:
    return f"compensation/{compensation_id}"


def import_workflow(import_id: str) -> str:
    return f"import/{import_id}"


def certificate_workflow(application_id: str) -> str:
    return f"certificate/{application_id}"
