"""Words of the GBVIMS Incident Recorder for our codes; a code that is not here stays empty there.

Source: Primero's export for the Incident Recorder; case-record.md.
"""

SEX = {"female": "F", "male": "M"}
YES_NO = {"yes": "Yes", "no": "No"}
AGREED = YES_NO | {"withdrawn": "No"}
DISPLACEMENT = {
    "resident": "Resident",
    "idp": "IDP",
    "refugee": "Refugee",
    "stateless_person": "Stateless Person",
    "returnee": "Returnee",
    "foreign_national": "Foreign National",
    "asylum_seeker": "Asylum Seeker",
}
DISABILITY = {
    "no": "No",
    "mental": "Mental Disability",
    "physical": "Physical Disability",
    "both": "Both Mental and Physical Disability",
}
REPORTED = {"no": "No", "ovtf_member": "Yes-GBVIMS Org / Agency", "other": "Yes-Non-GBVIMS Org / Agency"}
TIME = {
    "morning_sunrise_to_noon": "Morning (sunrise to noon)",
    "afternoon_noon_to_sunset": "Afternoon (noon to sunset)",
    "evening_night_sunset_to_sunrise": "Evening/Night (sunset to sunrise)",
    "unknown": "Unknown/Not Applicable",
}
TYPE = {
    "rape": "Rape",
    "sexual_assault": "Sexual Assault",
    "physical_assault": "Physical Assault",
    "forced_marriage": "Forced Marriage",
    "denial_of_resources_opportunities_or_services": "Denial of Resources, Opportunities or Services",
    "psychological_emotional_abuse": "Psychological / Emotional Abuse",
    "non_gbv": "Non-GBV",
}
NUMBER = {"n1": 1, "n2": 2, "n3": 3, "more_than_3": "More than 3", "unknown": "Unknown"}
PERPETRATOR_SEX = {"female": "F", "male": "M", "both": "Both female and male perpetrators", "unknown": "Unknown"}
PERPETRATOR_AGE = {
    "a0_11": "Age 0 - 11",
    "a12_17": "Age 12 - 17",
    "a18_25": "Age 18 - 25",
    "a26_40": "Age 26 - 40",
    "a41_60": "Age 41 - 60",
    "a61": "Age 61 & Older",
    "unknown": "Unknown",
}
RELATIONSHIP = {
    "intimate_partner_former_partner": "Intimate Partner / Former Partner",
    "primary_caregiver": "Primary Caregiver",
    "family_other_than_spouse_or_caregiver": "Family other than spouse or caregiver",
    "supervisor_employer": "Supervisor / Employer",
    "schoolmate": "Schoolmate",
    "teacher_school_official": "Teacher / School Official",
    "service_provider": "Service Provider",
    "cotenant_housemate": "Cotenant / Housemate",
    "family_friend_neighbor": "Family Friend / Neighbor",
    "other_refugee_idp_returnee": "Other refugee / IDP / Returnee",
    "other_resident_community_member": "Other resident community member",
    "online_acquaintance": "Other",
    "organised_group": "Other",
    "other": "Other",
    "no_relation": "No relation",
    "unknown": "Unknown",
}
REFERRED_FROM = {
    "self_referral_first_point_of_contact": "Self Referral / First Point of Contact",
    "health_medical_services": "Health / Medical Services",
    "psychosocial_counseling_services": "Psychosocial / Counseling Services",
    "police_other_security_actor": "Police / Other Security Actor",
    "legal_assistance_services": "Legal Assistance Services",
    "livelihoods_program": "Livelihoods Program",
    "teacher_school_official": "Teacher / School Official",
    "community_or_camp_leader": "Community or Camp Leader",
    "safe_house_shelter": "Safe House / Shelter",
    "other_humanitarian": "Other Humanitarian or Development Actor",
    "other_government_service": "Other Government Service",
    "hotline": "Other",
    "online_helpdesk": "Other",
    "other": "Other",
}
SERVICE = {
    "safe_house_shelter": "SAFE HOUSE / SHELTER",
    "health_medical": "HEALTH / MEDICAL SERVICES",
    "mhpss_basic": "PSYCHOSOCIAL SERVICES",
    "mhpss_specialised": "PSYCHOSOCIAL SERVICES",
    "legal_aid": "LEGAL ASSISTANCE SERVICES",
    "police_security": "POLICE / OTHER SECURITY ACTOR",
    "physical_protection": "POLICE / OTHER SECURITY ACTOR",
    "livelihoods": "LIVELIHOODS PROGRAM",
    "cash": "LIVELIHOODS PROGRAM",
    "child_protection": "CHILD PROTECTION SERVICES / EDUCATION SERVICES",
    "education": "CHILD PROTECTION SERVICES / EDUCATION SERVICES",
}
"""The column of a type of service."""
OUTCOME = {
    "referred": "Referred",
    "service_provided_by_your_agency": "Service provided by your agency",
    "services_already_received_from_another_agency": "Services already received from another agency",
    "service_not_applicable": "Service not applicable",
    "referral_declined_by_survivor": "Referral declined by survivor",
    "service_unavailable": "Service unavailable",
}
