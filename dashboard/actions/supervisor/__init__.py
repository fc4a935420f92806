"""For an agency's supervisor: the team, reviews, who works on a case, the agency's own figures, imports and exports."""
