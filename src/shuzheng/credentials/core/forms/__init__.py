"""Further forms of a certificate, for programs that do not read the one it was issued in.

Each says what the issued credential says, signed anew when somebody asks. None is logged: the
evidence log holds the certificate as it was issued.
"""
