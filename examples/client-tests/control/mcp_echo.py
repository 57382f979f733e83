"""The test server of mcp-echo, for tests in Python: the standard library is all it needs."""

import json
import os
import subprocess
import urllib.error
import urllib.request


class McpEcho:
    """A running test server. Close it, or use it in a "with"."""

    def __init__(self, jar, *options):
        self._process = subprocess.Popen(
            ["java", "-jar", jar, "--control", *options],
            env={**os.environ, "MCP_ECHO_PORT": "0", "LOG_LEVEL": "WARNING"},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self._process.stdout.readline().split()[-1]
        control, self._token = self._process.stdout.readline().split(", token ")
        self._control = control.split()[-1]
        self._token = self._token.strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def control(self, verb, what, body=None):
        """Asks or tells the server something, and returns the JSON that it answers."""
        request = urllib.request.Request(
            f"{self._control}/{what}",
            method=verb,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            raise ValueError(json.load(refusal)["error"]) from None

    def close(self):
        """Stops it, and returns what it has to say about the clients."""
        self._process.terminate()
        findings = self._process.stdout.read()
        self._process.stdout.close()
        self.status = self._process.wait(30)
        return findings
