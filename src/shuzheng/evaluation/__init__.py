"""The annual evaluation (年度考核评价): indicator set, frozen figures, scores, hearing, grades."""
