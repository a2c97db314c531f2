"""Reading from another host without being led to a place inside: the address is resolved, judged, and held to.

What is judged is what is connected to: a name that answers differently the second time gets nowhere. No proxy, no
cookie, no credentials.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_REDIRECTS = 3
CONNECT_SECONDS = 10.0
CHUNK = 64 * 1024
LONGEST_ADDRESS = 2000
REDIRECTS = {301, 302, 303, 307, 308}
# What carries an IPv4 address inside, past the tests of an IPv6 one.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Waymark directory import"}

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]


class NotFetched(Exception):
    """`message` says why, in the editor's language."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = str(message)


@dataclass
class Budget:
    """What reading a whole feed may take. `seconds` are counted from when the budget is made."""

    seconds: float = 480.0
    bytes_left: int = 200 * 1024 * 1024
    bytes_once: int = 20 * 1024 * 1024
    seconds_once: float = 30.0
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends = time.monotonic() + self.seconds

    def seconds_left(self) -> float:
        left = min(self.ends - time.monotonic(), self.seconds_once)
        if left <= 0:
            raise NotFetched(_("This feed takes too long."))
        return left


def resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def fetch(address: str, budget: Budget, resolver: Resolver = resolve) -> bytes:
    """The JSON at an address. Raises NotFetched."""
    for _step in range(MOST_REDIRECTS + 1):
        answer = _ask(judged(address), budget, resolver)
        if isinstance(answer, bytes):
            return answer
        address = urljoin(address, answer)
    raise NotFetched(_("This feed leads from one address to the next without an end."))


def judged(address: str) -> SplitResult:
    """An address that may be asked at all; where its host lies is judged later."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotFetched(_("This is not the address of a feed.")) from None
    if len(address) > LONGEST_ADDRESS or not parts.hostname or parts.username or parts.password or "\\" in address:
        raise NotFetched(_("This is not the address of a feed."))
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in address):
        raise NotFetched(_("This is not the address of a feed."))
    if settings.FEED_FROM_LOOPBACK and parts.scheme == "http":
        return parts
    if parts.scheme != "https" or port not in (None, 443):
        raise NotFetched(_("The address of a feed must begin with https://, and have no port."))
    return parts


def _ask(parts: SplitResult, budget: Budget, resolver: Resolver) -> bytes | str:
    """The body, or the address that it leads to."""
    connection = _connection(parts, budget, resolver)
    # Whatever drips slower than that, in the head or in the body, is cut off from outside.
    watch = threading.Timer(budget.seconds_left(), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        path = parts.path or "/"
        connection.connect()
        budget.seconds_left()
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=HEADERS)
        response = connection.getresponse()
        if response.status in REDIRECTS:
            return str(response.headers.get("Location", ""))
        return _body(response, connection, budget)
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        # Its words could tell what stands inside; nobody is told them. A socket cut off fails in many ways.
        budget.seconds_left()
        message = _("This feed takes too long.") if connection.was_cut else _("This feed does not answer.")
        raise NotFetched(message) from error
    finally:
        watch.cancel()
        connection.close()


def _body(response: http.client.HTTPResponse, connection: "Pinned", budget: Budget) -> bytes:
    if response.status != http.HTTPStatus.OK:
        raise NotFetched(_("This feed answers %(status)s.") % {"status": response.status})
    kind = response.headers.get_content_type()
    if kind != "application/json" and not kind.endswith("+json"):
        raise NotFetched(_("What is at this address is not JSON."))
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NotFetched(_("This feed is packed, though we asked for it unpacked."))
    most = min(budget.bytes_once, budget.bytes_left)
    body = bytearray()
    while chunk := response.read1(CHUNK):
        body += chunk
        if len(body) > most:
            raise NotFetched(_("This feed is too large."))
        budget.seconds_left()
        connection.refuse_cut()
    # What was cut off reads like an answer that has ended.
    connection.refuse_cut()
    budget.bytes_left -= len(body)
    return bytes(body)


class Pinned(http.client.HTTPConnection):
    """Connects to the address that was judged, and asks it for the host that was meant."""

    def __init__(self, host: str, port: int, ip: str, *, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.ip, self.secure = ip, secure
        self.default_port = 443 if secure else 80
        self.was_cut = False
        # The same as `sock`, and still there when an answer that ends with the connection has taken that over.
        self.held: socket.socket | None = None

    def connect(self) -> None:
        self.held = self.sock = socket.create_connection((self.ip, self.port), self.timeout)
        if self.secure:
            context = ssl.create_default_context()
            # The socket below is empty from now on; this one must be known before anything is waited for.
            secured = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.held = self.sock = secured
            self.refuse_cut()
            secured.do_handshake()
        self.refuse_cut()

    def refuse_cut(self) -> None:
        if self.was_cut:
            raise TimeoutError

    def cut(self) -> None:
        self.was_cut = True
        if self.held is not None:
            try:
                self.held.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.held.close()


def _connection(parts: SplitResult, budget: Budget, resolver: Resolver) -> Pinned:
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    try:
        host = str(parts.hostname).encode("idna").decode("ascii") if ":" not in str(parts.hostname) else parts.hostname
    except UnicodeError:
        raise NotFetched(_("This is not the address of a feed.")) from None
    ip = _public_address(str(host), port, budget, resolver)
    return Pinned(str(host), port, ip, secure=secure, timeout=min(CONNECT_SECONDS, budget.seconds_left()))


def _public_address(host: str, port: int, budget: Budget, resolver: Resolver) -> str:
    """The first of a host's addresses. One of them inside is enough to refuse them all."""
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        found = pool.submit(resolver, host, port).result(timeout=budget.seconds_left())
        addresses = [ipaddress.ip_address(each.split("%", 1)[0]) for each in found]
    except (OSError, ValueError, TimeoutError, UnicodeError):
        addresses = []
    finally:
        pool.shutdown(wait=False)
    if not addresses:
        raise NotFetched(_("There is no such host."))
    if not all(_is_outside(each) for each in addresses):
        raise NotFetched(_("This address lies inside a network. A feed must be public."))
    return str(addresses[0])


def _is_outside(ip: IP) -> bool:
    """Anybody's to reach: not private, loopback, link-local, shared, multicast or reserved, nor such in disguise."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return False if ip.teredo or ip.sixtofour else _is_outside(inner)
        if ip.is_site_local:
            return False
    if settings.FEED_FROM_LOOPBACK and ip == ipaddress.ip_address("127.0.0.1"):
        return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified
