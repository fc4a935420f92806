"""Requests as an attacker sends them: any header, half of it, or more than was asked for."""

import http.client
import socket
from collections.abc import Mapping
from contextlib import suppress


class Answer:
    """What came back."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers = answer.status, answer.headers
        self.text = answer.read().decode("utf-8", "replace")


def ask(host: str, method: str, path: str, body: bytes | str = b"", **headers: str) -> Answer:
    """Ask for something, with headers whose names have _ for -."""
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request(method, path, body or None, named(headers))
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def raw(port: int, sent: bytes) -> socket.socket:
    """Open a connection and send these bytes, whatever they are."""
    opened = socket.create_connection(("127.0.0.1", port), timeout=30)
    opened.sendall(sent)
    return opened


def heard(opened: socket.socket) -> bytes:
    """Return what the server says until it ends the connection."""
    told = b""
    with suppress(ConnectionError):
        while part := opened.recv(65536):
            told += part
    opened.close()
    return told


def handshake(host: str, **headers: str) -> bytes:
    """Return the bytes that ask for a window's socket."""
    asked = {"Host": host, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    asked |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "streamlit"} | named(headers)
    lines = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
    return f"GET /_stcore/stream HTTP/1.1\r\n{lines}\r\n".encode()
