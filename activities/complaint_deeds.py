"""Deeds upon a complaint (投诉处理经办), as the story of its matter tells them beside `activities.matter_deeds`."""

from domain.base import Text

ACTS = {
    "distribution": Text(zh="分送投诉", en="complaint distributed"),
    "hand_back": Text(zh="反馈统一接收机构", en="handed back to the unit that received it"),
    "taking_over": Text(zh="上级处理投诉", en="complaint taken over by a higher office"),
    "superior_request": Text(zh="报请上级处理", en="a higher office asked to handle it"),
    "dispute_statement": Text(zh="提出处理权限争议", en="dispute over which office handles it"),
    "designation_request": Text(zh="报请指定处理机关", en="the common superior asked to designate an office"),
    "dispute_settlement": Text(zh="处理机关确定", en="it is settled which office handles it"),
    "entrustment": Text(zh="委托调解", en="mediation entrusted"),
    "testing_arrangement": Text(zh="安排鉴定、检测", en="testing arranged"),
    "request_change": Text(zh="变更投诉请求", en="what is asked changed"),
}
PARTS = {
    "organisation": Text(zh="受托组织", en="organisation entrusted"),
    "body": Text(zh="组织类别", en="of which kind"),
    "scope": Text(zh="委托范围", en="scope"),
    "complainant_consent": Text(zh="投诉人同意", en="consent of the complainant"),
    "respondent_consent": Text(zh="被投诉人同意", en="consent of the respondent"),
    "subject": Text(zh="鉴定、检测事项", en="what is tested"),
    "institute": Text(zh="鉴定、检测机构", en="institute"),
    "qualification": Text(zh="机构条件", en="its qualification"),
    "chosen": Text(zh="机构的确定", en="chosen how"),
    "disagreement": Text(zh="无法协商一致的情况", en="why not agreed"),
    "cost": Text(zh="费用承担", en="cost"),
    "cost_terms": Text(zh="费用承担的内容", en="who bears the cost"),
    "outside": Text(zh="系统外的部门", en="to an office outside of the register"),
    "unit": Text(zh="本部门有关机构", en="unit of this office"),
    "superior": Text(zh="上级部门", en="superior"),
    "offices": Text(zh="争议的其他部门", en="the other offices"),
    "designated_by": Text(zh="指定的上级部门", en="designated by"),
    "new_request": Text(zh="变更后的投诉请求", en="what is asked now"),
    "acted_by": Text(zh="投诉人一方办理人", en="who acted for the complainants"),
    "consents": Text(zh="其他投诉人同意", en="consent of the other complainants"),
}
IDS = {"superior", "designated_by"}
