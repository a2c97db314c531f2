"""Files that somebody sends, from the bytes that arrive to the sealed blob that a worker opens.

`receiving` seals what arrives, chunk by chunk; `recognising` tells by the content what it is; `taking` cleans, scans
and stores it; `storing` knows whose each blob is. What the vault hands out and is handed back is a manifest:
{"id", "name", "type", "size": bytes, "digest", "key": base64, "stored_as", "state": "waiting" | "clean"}.
Whoever keeps a manifest keeps it sealed: its key opens the file.
"""
