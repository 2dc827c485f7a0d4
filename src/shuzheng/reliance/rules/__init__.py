"""What relying on certificates rests on: limits, outcomes, life cycles. Pure."""
