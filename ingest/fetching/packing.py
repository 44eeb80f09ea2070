"""Whether an answer that was packed on the way came whole: the libraries below take what they got for the end."""

import requests


def is_way_known(answer: requests.Response) -> bool:
    """Whether its Transfer-Encoding, if any, is one that is taken off; another would be stored as it is."""
    return answer.headers.get("Transfer-Encoding", "identity").strip().lower() in ("chunked", "identity")


def is_unpacked_whole(answer: requests.Response) -> bool:
    """Whether gzip or deflate has come to its own end, once all has been read; true where it was not packed so."""
    decoder = getattr(answer.raw, "_decoder", None)
    decoders = getattr(decoder, "_decoders", [decoder])
    return all(getattr(getattr(each, "_obj", None), "eof", True) for each in decoders)
