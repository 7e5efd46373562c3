"""Cut in threes from the left, the same token stands for another amount each time."""

import re

print("number   from the left  value of 123  from the right")
for number in "123", "1234", "12345", "123456", "1234567":
    from_left = re.findall(r"\d{1,3}", number)
    from_right = re.findall(r"\d{1,3}(?=(?:\d{3})*$)", number)
    value = int(from_left[0]) * 10 ** (len(number) - 3)
    print(f"{number:8} {'|'.join(from_left):13}  {value:12,}  {'|'.join(from_right)}")
