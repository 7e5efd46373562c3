"""Drafting more pays where drafted tokens are kept and cheap; elsewhere it costs."""

slow = 0.2  # knob: 0.1 to 1.0 by 0.1
print("               2 drafted      5 drafted     10 drafted")
print("time  kept" + "   tokens speed" * 3)
for draft_time in (0.02, slow):  # of one pass of the target model
    for alpha in (0.4, 0.6, 0.8, 0.9):  # probability that a token is kept
        print(f"{draft_time:4} {alpha:5}", end="")
        for n_drafted in (2, 5, 10):
            tokens = sum(alpha**kept for kept in range(n_drafted + 1))
            speed = tokens / (1 + n_drafted * draft_time)  # 1: nothing drafted
            print(f"{tokens:9.1f} {speed:5.1f}", end="")
        print()
