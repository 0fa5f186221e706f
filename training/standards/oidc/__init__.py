"""OpenID Connect: signing people in by identity providers such as Entra ID or Okta.

“Core” is OpenID Connect Core 1.0, “Discovery” OpenID Connect Discovery 1.0, “RP-Initiated” and
“Back-Channel” the two Logout 1.0 specifications.
"""
