"""Answers that many tests begin with: a simple adult, and a primary care provider to contact."""

ADULT = {
    "member-age": "18-or-older",
    "decision-maker": "self",
    "emergency": "no",
    "setting": "ordinary",
    "confidential-channel-requested": "no",
}
PRIMARY_CARE = {
    "contact-kind": "physical-health",
    "direction": "both",
    "information": "health",
}


def of_contact(answers: dict[str, str], contact: str = "contact-1") -> dict[str, str]:
    """Name each answer as the page names the control of one contact."""
    return {f"{contact}.{fact}": value for fact, value in answers.items()}
