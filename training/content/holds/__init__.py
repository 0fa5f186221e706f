"""Parts withdrawn at once, until OEI and an approver give them back."""
