# A receiver of Schedly's webhooks, with nothing but Python 3. Run it with the webhook's secret:
#   WEBHOOK_SECRET="a secret of the receiver" PORT=4000 python3 python.py
import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["WEBHOOK_SECRET"]
KEY = base64.b64decode(SECRET[6:]) if SECRET.startswith("whsec_") else SECRET.encode()
seen = set()  # Of a real one: a table with a unique key.


def is_genuine(body, headers):
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 5 * 60:
        return False  # An old message that somebody has kept.
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(given, expected) for given in headers.get("webhook-signature", "").split(" "))


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        # The bytes as they came: JSON that is read and written again may look otherwise.
        body = self.rfile.read(int(self.headers["content-length"]))
        if not is_genuine(body, self.headers):
            self.send_response(401)
            self.end_headers()
            return
        message_id = self.headers["webhook-id"]
        if message_id not in seen:
            seen.add(message_id)  # What is delivered twice has the same id.
            event = json.loads(body)
            print(event["triggerEvent"], event["payload"].get("uid", ""), flush=True)
        # Answer at once and do the work later: who takes longer than 15 seconds is asked again.
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "4000"))), Receiver)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
