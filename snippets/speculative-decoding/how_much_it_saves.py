"""Drafting more pays where drafts are kept and cheap; elsewhere it costs."""

slow = 0.2  # time of a slower draft; knob: 0.1 to 1.0 by 0.1
print("time of a draft  kept  tokens a pass, speed")
print("              n:             2         5        10")
for draft_time in (0.02, slow):  # of one pass of the large model
    for alpha in (0.4, 0.6, 0.8, 0.9):  # probability that a token is kept
        print(f"{draft_time:15} {alpha:5}", end="")
        for n_drafted in (2, 5, 10):
            tokens = sum(alpha**kept for kept in range(n_drafted + 1))
            speed = tokens / (1 + n_drafted * draft_time)  # 1: without drafts
            print(f"  {tokens:4.1f} {speed:3.1f}", end="")
        print()
