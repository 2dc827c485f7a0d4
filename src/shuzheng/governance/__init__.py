"""The province's organs and its plan: milestones, three lists, bodies, officers, experts."""
