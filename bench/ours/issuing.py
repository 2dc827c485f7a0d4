"""Issue certificates as the page's job does.

`issuing prepare COUNT | issue TOKENS_FILE | fetched PATHS_FILE | unsigned COUNT DIR`

`prepare` leaves a plan with so many published, passed results; `issue` certifies all of them, signs
the status lists, publishes the evidence log, and writes what the papers' codes hold; `fetched`
writes where verifiers fetch what it published; `unsigned` writes the same credentials, unsigned,
for a peer to issue.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

from django.db.models import Max

from bench.ours import setting
from bench.telling import tell
from shuzheng.assessment.models import Plan, Registration, Result
from shuzheng.credentials.core import achievement, numbers
from shuzheng.credentials.models import Certificate, StatusList
from shuzheng.credentials.services.issuing import AT_ONCE as BATCH
from shuzheng.foundation import facts, jobs
from shuzheng.foundation.jobs import running
from shuzheng.foundation.models import Job
from shuzheng.identity.rules.kinds import Role
from shuzheng.transparency.core import tiles
from shuzheng.transparency.models import Checkpoint, Entry

AT_ONCE = 5_000
PUBLIC_URL = "https://zs.example.cn"


def prepare(count: int) -> None:
    """Leave a plan whose `count` candidates have all passed."""
    plan = Plan.objects.get(pk=setting.plan(count, "results_published"))
    setting.member(Role.ORGANISATION_ISSUER, setting.holder(), 1)
    here, now = setting.school(), setting.moment()
    registrations = Registration.objects.bulk_create(
        (
            Registration(
                plan=plan,
                person_id=person,
                certificate_type_id=plan.certificate_type_id,
                level=plan.level,
                candidate_kind="student",
                institution_id=here,
                state="ticketed",
                drafted_at=now,
                confirmed_at=now,
                plan_over=True,
            )
            for person in setting.register(setting.people(count))
        ),
        batch_size=AT_ONCE,
    )
    Result.objects.bulk_create(
        (
            Result(
                registration=row,
                state="published",
                outcome="passed",
                score=8000,
                passed=True,
                computed_at=now - timedelta(days=20),
                published_at=now - timedelta(days=20),
                review_until=plan.review_until,
            )
            for row in registrations
        ),
        batch_size=AT_ONCE,
    )
    setting.settle_database()


def issue(tokens: Path) -> None:
    """Run the job that issues, and check what it leaves."""
    issuer = setting.again(Role.ORGANISATION_ISSUER)
    plan = Plan.objects.get()
    wanted = Result.objects.filter(passed=True).count()
    job = jobs.enqueue(
        "credentials.certificates.issue", {"plan_id": plan.pk}, actor=issuer, now=setting.moment()
    )
    setting.ready()
    began = time.perf_counter()
    running.run(job.uid)
    seconds = time.perf_counter() - began
    made = Certificate.objects.count()
    done = Job.objects.get(uid=job.uid)
    left = {
        "state": done.state,
        "certificates": made,
        "entries": Entry.objects.count(),
        "published": Checkpoint.objects.aggregate(size=Max("size"))["size"],
        "lists": StatusList.objects.exclude(document="").count(),
        "places": len(set(Certificate.objects.values_list("revocation_list", "revocation_index"))),
        "faults": facts.check_chain(),
    }
    # Behind each batch stands one entry more: what its certificates rest on.
    told = made - (-made // BATCH)
    whole = made == wanted == left["places"] and told == left["entries"] == left["published"]
    if not whole or left["faults"]:
        raise SystemExit(f"not everything was issued: {left}")
    held = Certificate.objects.order_by("pk").values_list("token", flat=True)
    tokens.write_text("\n".join(held), encoding="ascii")
    setting.settle_database()
    tell(seconds=seconds, count=made)


def fetched(paths: Path) -> None:
    """Write where the status lists, and the newest tiles and bundles of the log, are fetched."""
    size = Checkpoint.objects.aggregate(size=Max("size"))["size"]
    log = (*tiles.bundles(0, size), *tiles.written(0, size))
    lists = StatusList.objects.exclude(document="").values_list("token", flat=True)
    found = [f"/status/{token}" for token in lists] + [f"/log/{tile.path}" for tile in log]
    paths.write_text("\n".join(found), encoding="ascii")


def award(issuer: str) -> achievement.Award:
    """Return what the certificates of a batch have in common."""
    return achievement.Award(
        issuer=achievement.Issuer(issuer, "演示评价中心"),
        achievement=f"{PUBLIC_URL}/catalogue/D10001/levels/intermediate/2.0",
        title="演示软件测试",
        code="D10001",
        level=2,
        standard=achievement.Standard(
            "演示软件测试职业技能等级标准",
            "2.0",
            f"{PUBLIC_URL}/catalogue/D10001/standards/2.0",
            tuple(
                achievement.Skill(
                    f"1.1.{n}",
                    setting.SKILL.format(n),
                    f"{PUBLIC_URL}/catalogue/D10001/standards/2.0#intermediate-1.1.{n}",
                )
                for n in range(1, setting.SKILLS + 1)
            ),
        ),
        criteria="经考核，达到《演示软件测试职业技能等级标准》中级要求。",
        valid_from=setting.moment(),
        explained=f"{PUBLIC_URL}/verify/offline#messages",
    )


def grants(count: int) -> list[achievement.Grant]:
    """Return what is each certificate's own."""
    return [
        achievement.Grant(
            uuid.uuid4(),
            numbers.compose(2026, "D10001", 2, n + 1),
            name,
            (f"{PUBLIC_URL}/status/revocation", n),
            (f"{PUBLIC_URL}/status/suspension", n),
            (f"{PUBLIC_URL}/status/message", n),
        )
        for n, (name, _) in enumerate(setting.people(count))
    ]


def unsigned(
    count: int, folder: Path, issuer: str = "did:web:zs.example.cn:organisations:E1"
) -> None:
    """Write `count` credentials as they are before they are signed."""
    common = award(issuer)
    folder.mkdir(parents=True, exist_ok=True)
    for grant in grants(count):
        text = json.dumps(achievement.credential(common, grant), ensure_ascii=False)
        (folder / f"{grant.id}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Do one of the four."""
    deed, *rest = sys.argv[1:]
    if deed == "prepare":
        prepare(int(rest[0]))
    elif deed == "issue":
        issue(Path(rest[0]))
    elif deed == "fetched":
        fetched(Path(rest[0]))
    else:
        unsigned(int(rest[0]), Path(rest[1]))


if __name__ == "__main__":
    main()
