"""python3 -m unittest, with the jar in TEST_SERVER_JAR."""

import itertools
import json
import os
import ssl
import tempfile
import unittest
import urllib.error
import urllib.request

from mcp_echo import McpEcho

IDS = itertools.count(1)


def call_tool(url, name, arguments):
    """The client under test: it calls a second time if the server is busy."""
    message = {
        "jsonrpc": "2.0",
        "id": next(IDS),
        "method": "tools/call",
        "params": {"name": name, "arguments": arguments},
    }
    request = urllib.request.Request(
        url,
        data=json.dumps(message).encode(),
        headers={
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2025-11-25",
        },
    )
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as busy:
        busy.close()
        answer = urllib.request.urlopen(request)
    with answer:
        return json.load(answer)["result"]["content"][0]["text"]


class ClientTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = McpEcho(os.environ["TEST_SERVER_JAR"])

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def setUp(self):
        self.server.control("POST", "reset")

    def test_it_calls_again_when_the_server_is_busy(self):
        busy = {"on": {"tool": "echo"}, "times": 1, "then": {"do": "retry-after"}}
        self.server.control("POST", "rules", {"rules": [busy]})

        self.assertEqual("Hello!", call_tool(self.server.url, "echo", {"message": "Hello!"}))

        twice = {"on": {"tool": "echo"}, "exactly": 2}
        verdict = self.server.control("POST", "verify", twice)
        self.assertTrue(verdict["holds"], verdict.get("failure"))

    def test_the_server_saw_what_was_sent(self):
        call_tool(self.server.url, "echo", {"message": "Hello!"})

        calls = self.server.control("GET", "calls?tool=echo&atLeast=1&withinMs=5000")["calls"]
        self.assertEqual({"message": "Hello!"}, calls[0]["params"]["arguments"])

    def test_a_rule_that_is_none_is_refused_in_words(self):
        with self.assertRaisesRegex(ValueError, 'there is no behaviour "burn"'):
            self.server.control("POST", "rules", {"rules": [{"then": "burn"}]})

    def test_each_test_may_have_a_server_of_its_own(self):
        own = self.server.control("POST", "servers", {"rules": [{"then": "login-page"}]})

        with self.assertRaises(ValueError):
            call_tool(own["url"], "echo", {"message": "Hello!"})
        self.assertEqual("Hello!", call_tool(self.server.url, "echo", {"message": "Hello!"}))
        self.server.control("DELETE", f"servers/{own['number']}")

    def test_what_the_client_does_wrong_is_found(self):
        call_tool(self.server.url, "echo", {"message": "Hello!"})

        found = self.server.control("GET", "findings?severity=error")["findings"]
        # It calls without initialize.
        self.assertEqual(["CLIENT_NOT_INITIALIZED"], [finding["id"] for finding in found])

    def test_its_end_tells_of_findings_too(self):
        server = McpEcho(os.environ["TEST_SERVER_JAR"], "--fail-on", "error")
        call_tool(server.url, "echo", {"message": "Hello!"})

        self.assertIn("CLIENT_NOT_INITIALIZED", server.close())
        self.assertEqual(1, server.status)

    def test_it_speaks_tls(self):
        with tempfile.TemporaryDirectory() as folder:
            authority = os.path.join(folder, "ca.pem")
            with McpEcho(os.environ["TEST_SERVER_JAR"], "--ca-file", authority) as server:
                trust = ssl.create_default_context(cafile=authority)
                health = server.url.replace("/mcp", "/health")
                with urllib.request.urlopen(health, context=trust) as answer:
                    self.assertEqual(200, answer.status)


if __name__ == "__main__":
    unittest.main()
