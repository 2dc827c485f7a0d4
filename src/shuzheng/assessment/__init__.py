"""Sites, plans, registration, seating, sitting, marking, results and reviews."""
