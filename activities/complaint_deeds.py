"""Deeds upon a complaint (投诉处理经办), as the story of its matter tells them beside `activities.matter_deeds`."""

from domain.base import Text

ACTS = {
    "request_change": Text(zh="变更投诉请求", en="what is asked changed"),
}
PARTS = {
    "new_request": Text(zh="变更后的投诉请求", en="what is asked now"),
    "acted_by": Text(zh="投诉人一方办理人", en="who acted for the complainants"),
    "consents": Text(zh="其他投诉人同意", en="consent of the other complainants"),
}
