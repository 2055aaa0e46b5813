"""A language server on standard input and output, as far as a test of schemas needs one."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

WAIT = 60.0


class Server:
    """A running ``yaml-language-server``. ``asked`` collects what it wanted its client to bring it from outside."""

    def __init__(self, command: list[str], folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self.settings = settings
        self.asked: list[str] = []
        self.versions: dict[str, int] = {}
        # nothing may be fetched: a proxy that nobody answers makes any attempt fail at once
        nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")
        self.process = subprocess.Popen(
            [*command, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **nowhere},
        )
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Server:
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"publishDiagnostics": {"relatedInformation": True}, "hover": {"contentFormat": ["markdown"]}},
        }
        folder = {"uri": self.folder.as_uri(), "name": "catalog"}
        self.call(
            "initialize",
            {"processId": os.getpid(), "rootUri": folder["uri"], "capabilities": capabilities, "workspaceFolders": [folder]},
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.settings})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def tell(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def call(self, method: str, params: Any) -> Any:
        """Ask, and wait for the answer."""
        self.number += 1
        self._send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        while True:
            message = self.answers.get(timeout=WAIT)
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message.get("result")

    def diagnostics(self, path: str, text: str) -> list[dict[str, Any]]:
        """What the server has to say against a text."""
        return self.all_diagnostics({path: text})[path]

    def all_diagnostics(self, texts: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """What the server has to say against several texts, by path."""
        waiting = {(self.folder / path).as_uri(): path for path in texts}
        for uri, path in waiting.items():
            version = self.versions[uri] = self.versions.get(uri, 0) + 1
            if version == 1:
                self.tell(
                    "textDocument/didOpen",
                    {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": texts[path]}},
                )
            else:
                changes = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": texts[path]}]}
                self.tell("textDocument/didChange", changes)
        found = {}
        while waiting:
            message = self.answers.get(timeout=WAIT)
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] in waiting:
                found[waiting.pop(message["params"]["uri"])] = list(message["params"]["diagnostics"])
        return found

    def hover(self, path: str, line: int, character: int) -> str:
        """What the server shows at a place (both from 0)."""
        place = {"textDocument": {"uri": (self.folder / path).as_uri()}, "position": {"line": line, "character": character}}
        answer = self.call("textDocument/hover", place) or {"contents": ""}
        contents = answer["contents"]
        return str(contents["value"] if isinstance(contents, dict) else contents)

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        stream = self.process.stdout
        while header := stream.readline():
            size = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(size))
            if "method" in message and "id" in message:
                self._answer(message)
            else:
                self.answers.put(message)

    def _answer(self, message: dict[str, Any]) -> None:
        """What a server asks of its client: its settings; anything else is noted and refused."""
        method, params = message["method"], message.get("params") or {}
        if method == "workspace/configuration":
            result: Any = [self.settings.get(item.get("section", ""), {}) for item in params["items"]]
        else:
            result = None
            if method not in ("client/registerCapability", "window/workDoneProgress/create"):
                self.asked.append(f"{method} {json.dumps(params)}")
        self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})
