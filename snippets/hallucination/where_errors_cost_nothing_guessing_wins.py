"""If a wrong answer costs no more than none, who always guesses scores best."""

# how sure a calibrated model is of its answer to each question of a test
sure = [0.98, 0.95, 0.9, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.05]

print("                    if an error costs")
print("above  right  wrong      0      1      9")
for threshold in (0, 0.5, 0.9):
    answered = [p for p in sure if p > threshold]
    right = sum(answered)  # expected, since it is calibrated
    wrong = len(answered) - right
    scores = [right - cost * wrong for cost in (0, 1, 9)]
    print(f"{threshold:5}  {right:5.2f}  {wrong:5.2f}", *[f"{s:6.2f}" for s in scores])
