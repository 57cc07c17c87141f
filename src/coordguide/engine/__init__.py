"""The one question this product answers, worked out: content and case in, view out. Pure."""
