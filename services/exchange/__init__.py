"""The directory as a file: out as CSV, XLSX and Open Referral JSON, in as CSV and Open Referral JSON.

`standing` reads what there is, `planning` compares a file with it, `applying` writes what was planned.
"""
