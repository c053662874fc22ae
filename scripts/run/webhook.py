"""Posting an alert to a webhook, whose address is a secret and is in no message."""

import logging
import os
import threading
from collections.abc import Mapping
from typing import Any

logger = logging.getLogger(__name__)

WEBHOOK = "SUPPORT_KPI_ALERT_WEBHOOK"
ATTEMPTS = 4
BACKOFF_SECONDS = 0.5
CONNECT_SECONDS, READ_SECONDS = 3.0, 5.0
LIMIT_SECONDS = 30.0
WORTH_A_RETRY = (429, 500, 502, 503, 504)


def post_alert(content: Mapping[str, Any]) -> None:
    """Post to the address in the environment; what goes wrong is one line of warning."""
    address = os.environ.get(WEBHOOK, "").strip()
    if not address:
        return
    problems: list[str] = []
    # A thread of its own, because no setting of the library limits the time as a whole.
    thread = threading.Thread(target=_post, args=(address, content, problems), daemon=True)
    thread.start()
    thread.join(LIMIT_SECONDS)
    if thread.is_alive():
        problems = [f"no answer in {LIMIT_SECONDS:g} seconds"]
    if problems:
        logger.warning(
            "Could not send the alert to %s (%s). It is saved as alerts.json in the run folder.",
            WEBHOOK,
            problems[0],
        )


def _post(address: str, content: Mapping[str, Any], problems: list[str]) -> None:
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    if not address.lower().startswith(("http://", "https://")):
        problems.append("it is no http or https address")
        return
    retries = Retry(
        total=ATTEMPTS - 1,
        backoff_factor=BACKOFF_SECONDS,
        status_forcelist=WORTH_A_RETRY,
        allowed_methods=None,
        raise_on_status=False,
        respect_retry_after_header=False,
    )
    # The library logs the address with each retry; a thread that is left may still be at it.
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)
    try:
        with requests.Session() as session:
            for scheme in ("http://", "https://"):
                session.mount(scheme, HTTPAdapter(max_retries=retries))
            answer = session.post(
                address,
                json=dict(content),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                # A redirection would hand the alert to an address that nobody configured.
                allow_redirects=False,
                stream=True,
            )
            answer.close()
    except (requests.RequestException, ValueError, OSError) as error:
        # The error's text holds the address.
        problems.append(type(error).__name__)
    else:
        if not answer.ok or answer.is_redirect:
            problems.append(f"it answers with status {answer.status_code}")
