"""A telephone of PJSIP in a process of its own: calls, presses keys, says a file, keeps what it hears in another.

`python -m tests.interop.pjsua_telephone URI SAYS.wav HEARS.wav` reads commands from its standard input, a line each:
`keys 4321#`, `bye`; and says `confirmed` when the call is answered, `disconnected` when it is over.
"""

import sys
import threading

import pjsua2 as pj

#: Rounds of at most 20 ms between two commands.
BETWEEN = 10


class _Call(pj.Call):  # type: ignore[misc]  # the library has no types
    """The one call of this telephone."""

    def __init__(self, account: pj.Account, says: str, hears: str) -> None:
        super().__init__(account)
        self.over = threading.Event()
        self._says, self._hears = says, hears

    def onCallState(self, _change: object) -> None:
        state = self.getInfo().state
        if state == pj.PJSIP_INV_STATE_CONFIRMED:
            sys.stdout.write("confirmed\n")
        elif state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.over.set()
            sys.stdout.write("disconnected\n")

    def onCallMediaState(self, _change: object) -> None:
        media = self.getAudioMedia(-1)
        self._player, self._recorder = pj.AudioMediaPlayer(), pj.AudioMediaRecorder()
        self._player.createPlayer(self._says)
        self._recorder.createRecorder(self._hears)
        self._player.startTransmit(media)
        media.startTransmit(self._recorder)


def main(uri: str, says: str, hears: str) -> None:
    """Call, and do what is asked for until the end."""
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    config = pj.EpConfig()
    config.logConfig.level = config.logConfig.consoleLevel = 1
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    endpoint.libInit(config)
    transport = pj.TransportConfig()
    transport.port, transport.boundAddress = 0, "127.0.0.1"
    endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
    endpoint.libStart()
    endpoint.audDevManager().setNullDev()
    account_config = pj.AccountConfig()
    account_config.idUri = "sip:0611111111@127.0.0.1"
    account = pj.Account()
    account.create(account_config)
    call = _Call(account, says, hears)
    call.makeCall(uri, pj.CallOpParam(True))
    todo: list[str] = []
    threading.Thread(target=lambda: todo.extend(iter(sys.stdin.readline, "")), daemon=True).start()
    idle = 0
    while not call.over.is_set():
        endpoint.libHandleEvents(20)
        idle -= 1
        if todo and idle <= 0:
            _obey(call, todo.pop(0).split())
            idle = BETWEEN
    del call
    endpoint.libDestroy()


def _obey(call: _Call, words: list[str]) -> None:
    if words[0] == "keys":
        call.dialDtmf(words[1])
    elif words[0] == "bye":
        call.hangup(pj.CallOpParam(True))


if __name__ == "__main__":
    main(*sys.argv[1:])
