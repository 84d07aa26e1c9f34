"""The audio plane of telephones: RTP, codecs, digits, jitter buffer, mixer and prompts; numpy and no Django.

All sound is 8,000 samples a second in frames of 160 samples (20 ms), the one packet time that everybody speaks.
"""

import os

# The arrays of a tick are small: threads for them would only take the core away from everybody else.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

#: Samples a second of telephone sound.
RATE = 8_000

#: Samples of one frame, and how often one is due (seconds).
FRAME = 160
TICK = 0.020
