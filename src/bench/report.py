"""Rows to tables: medians, spread, and ratios of measurements that were made one after the other in the same round."""
import statistics

FIGURES = {"qps": ("answers/s", "%.0f"), "cpu_us_per_q": ("CPU us", "%.2f"), "p50_us": ("p50 us", "%.0f"), "p99_us": ("p99 us", "%.0f"),
           "p999_us": ("p99.9 us", "%.0f")}
RATIOS = {"saturated": ("qps", "cpu_us_per_q"), "tcp": ("qps", "cpu_us_per_q"), "rate": ("cpu_us_per_q", "p50_us", "p99_us")}


def by_server(rows):
    found = {}
    for row in rows:
        found.setdefault(row["server"], []).append(row)
    return found


def values(rows, key):
    return [row[key] for row in rows if key in row]


def table(head, lines):
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *lines]])


def measured(rows):
    """A line for each server: medians, and where spread matters least and most."""
    keys = [key for key in FIGURES if any(key in row for row in rows)]
    head = ["server", *[FIGURES[key][0] for key in keys], "least-most answers/s", "lost", "disturbed"]
    lines = []
    for server, own in sorted(by_server(rows).items(), key=lambda each: -statistics.median(values(each[1], "qps"))):
        qps = values(own, "qps")
        lines.append([server, *[FIGURES[key][1] % statistics.median(values(own, key)) for key in keys],
                      f"{min(qps):.0f}-{max(qps):.0f}", str(sum(values(own, "missed"))),
                      f"{statistics.median(values(own, 'disturbed')):.2f}"])
    return table(head, lines)


def paired(rows, one, other, key):
    """The ratios of one server to another, of the rounds in which both were measured."""
    of = lambda server: {(row["start"], row["round"]): row[key] for row in rows if row["server"] == server and row.get(key)}
    left, right = of(one), of(other)
    return [left[when] / right[when] for when in sorted(left.keys() & right.keys())]


def ratios(rows, mode, ours):
    """A line for each pair of one of ours and another: median (least-most) of the rounds' ratios."""
    servers = list(by_server(rows))
    keys = [key for key in RATIOS[mode] if any(key in row for row in rows)]
    lines = []
    for one in ours:
        for other in servers:
            if one in servers and one != other and (other not in ours or ours.index(other) < ours.index(one)):
                cells = []
                for key in keys:
                    found = paired(rows, one, other, key)
                    cells.append(f"{statistics.median(found):.2f} ({min(found):.2f}-{max(found):.2f})" if found else "")
                lines.append([f"{one} : {other}", *cells])
    return table(["ratio", *[FIGURES[key][0] for key in keys]], lines)
