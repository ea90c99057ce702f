"""Access needs: what somebody has told that she needs so as to take part, and who arranges it."""
