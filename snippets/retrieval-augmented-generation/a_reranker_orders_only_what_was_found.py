"""However good a reranker is, it finds nothing that the search did not hand it."""

handbook = """employees get 25 days of vacation a year
interns get 12 days of vacation
how is vacation booked ? ask the people who get vacation
the portal is where time off is requested
lunch is served from noon""".split("\n")
asked = {  # each question with the chunk that answers it
    "how many days of vacation do interns get": 1,
    "how is vacation booked": 3,
    "when is lunch": 4,
    "where can we eat": 4,
}


def search(question):  # cheap: counts words of the question in each chunk
    counts = [sum(c.split().count(w) for w in question.split()) for c in handbook]
    return sorted(range(len(handbook)), key=lambda i: -counts[i])


def rerank(question, candidates):  # costly and, here, perfect: it knows the answer
    return sorted(candidates, key=lambda i: i != asked[question])


print("candidates  first  found  first, reranked")
for k in (1, 2, 3, 5):
    first = sum(search(q)[0] == right for q, right in asked.items())
    found = sum(right in search(q)[:k] for q, right in asked.items())
    best = sum(rerank(q, search(q)[:k])[0] == right for q, right in asked.items())
    print(f"{k:10}  {first:3}/4  {found:3}/4  {best:13}/4")
