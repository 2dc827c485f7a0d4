"""SM2 signatures with SM3, the public-key cryptography of China's national standards.

Authority: GB/T 32918.1 to .5-2016 (GM/T 0003), GB/T 32905-2016 (SM3), GM/T 0009-2012 (the identity
that is used where signer and verifier have agreed on none). The arithmetic is that of the system's
OpenSSL 3, through ctypes: none of the maintained packages for Python binds it. Only where that is
missing or was built without SM2 does a package in pure Python take its place.
"""
