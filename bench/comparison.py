"""What is compared with rclone, and how a line of the table looks: the same for every bench."""

from statistics import median

from bench.stage import Measured

RUNS = 3
MIB = 1024 * 1024
CASES = (
    ("150 x 4 MiB", 150, 4 * MIB),
    ("2,000 x 60 KiB", 2000, 60 * 1024),
    ("1 x 1 GiB", 1, 1024 * MIB),
)


def print_heading(what: str, servers: str = "sshd on loopback", runs: int = RUNS) -> None:
    print(f"{what}, {servers}, median of {runs} (ours / rclone)")
    print(
        f"{'files':>16} {'ours':>9} {'rclone':>9} {'ratio':>6} {'our CPU':>9} {'its':>9}"
        f" {'ratio':>6} {'our memory':>11} {'its':>11}"
    )


def print_line(title: str, ours: list[Measured], theirs: list[Measured]) -> None:
    seconds = [median(one.seconds for one in runs) for runs in (ours, theirs)]
    cpu = [median(one.cpu_seconds for one in runs) for runs in (ours, theirs)]
    memory = [max(one.most_pss_bytes for one in runs) / MIB for runs in (ours, theirs)]
    print(
        f"{title:>16} {seconds[0]:8.2f}s {seconds[1]:8.2f}s {seconds[0] / seconds[1]:6.2f}"
        f" {cpu[0]:8.2f}s {cpu[1]:8.2f}s {cpu[0] / cpu[1]:6.2f}"
        f" {memory[0]:8.0f}MiB {memory[1]:8.0f}MiB",
        flush=True,
    )
