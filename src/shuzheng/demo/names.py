"""Invented names, drawn from a seed: people, institutions, certificates. None is meant to be real.

The seed shapes the demonstration only; keys, salts, tokens and codes never come from it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from shuzheng.kernel import identifiers

UNASSIGNED = "349900"
"""A division code that nobody has: identity numbers under it are valid in form and in no card."""

SURNAMES = (
    "陈李张王刘杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋"
    "蔡余杜叶程苏魏吕丁"
    "沈任姚卢傅钟姜崔谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃"
)
GIVEN = (
    "子予安文澜雨桐知微怀民亦舒明诚书言允中若思远清扬北辰建平梓涵一诺嘉宁浩然欣怡俊杰诗雅天佑可心"
    "景行乐之晓峰雪晴志强慧敏云帆秋月立群舒扬之恒向阳春华佳琪博文静姝永康少华丹青海宁玉洁国栋新月"
)
PLACES = (
    ("江淮", "340100"),
    ("庐州", "340100"),
    ("巢湖", "340100"),
    ("蜀麓", "340100"),
    ("包河", "340100"),
    ("鸠江", "340200"),
    ("陶辛", "340200"),
    ("赭山", "340200"),
    ("龙子湖", "340300"),
    ("涂山", "340300"),
    ("八公山", "340400"),
    ("寿春", "340400"),
    ("采石", "340500"),
    ("慈湖", "340500"),
    ("相山", "340600"),
    ("濉溪桥", "340600"),
    ("铜官", "340700"),
    ("天井湖", "340700"),
    ("皖江", "340800"),
    ("大龙山", "340800"),
    ("梅山", "340800"),
    ("徽岭", "341000"),
    ("新安", "341000"),
    ("横江", "341000"),
    ("琅琊", "341100"),
    ("清流", "341100"),
    ("醉翁", "341100"),
    ("颍淮", "341200"),
    ("文峰", "341200"),
    ("汴水", "341300"),
    ("灵璧石", "341300"),
    ("皋城", "341500"),
    ("淠河", "341500"),
    ("涡水", "341600"),
    ("药都", "341600"),
    ("秋浦", "341700"),
    ("平天湖", "341700"),
    ("敬亭", "341800"),
    ("宛陵", "341800"),
    ("桐汭", "341882"),
    ("松兹", "340826"),
    ("九华源", "341700"),
    ("花亭湖", "340800"),
    ("天堂寨", "341500"),
)
TRADES = (
    "智造",
    "信息工程",
    "商贸民生",
    "交通",
    "财经",
    "医药卫生",
    "农业工程",
    "文旅",
    "冶金",
    "电子",
)


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented human being."""

    name: str
    number: str


class People:
    """An endless supply of invented people, each with a document number of his or her own."""

    def __init__(self, seed: int) -> None:
        """Begin the supply; the same seed gives the same people."""
        self._random = random.Random(seed)  # noqa: S311 - shapes demonstration data only
        self._serial: dict[str, int] = {}

    def draw(self, first_year: int, last_year: int) -> Invented:
        """Return somebody born between two years."""
        draw = self._random
        year, month, day = draw.randint(first_year, last_year), draw.randint(1, 12), 1
        born = f"{year}{month:02d}{day + draw.randrange(28):02d}"
        serial = self._serial.get(born, 0) + 1
        self._serial[born] = serial
        first = f"{UNASSIGNED}{born}{serial:03d}"
        given = "".join(draw.choice(GIVEN) for _ in range(draw.choice((1, 2, 2, 2))))
        return Invented(draw.choice(SURNAMES) + given, first + identifiers.identity_check(first))


@dataclass(frozen=True, slots=True)
class InventedCertificate:
    """An invented kind of certificate: its short name, field, levels, and the trade it suits."""

    short_name: str
    field: str
    levels: tuple[str, ...]
    holder: int
    domains: tuple[str, str]
    majors: tuple[str, ...]


HOLDERS = (
    ("PJ0001", "华程信息技术评价中心（演示）"),
    ("PJ0002", "皖匠智能装备评价中心（演示）"),
    ("PJ0003", "长照服务评价中心（演示）"),
    ("PJ0004", "通达物流评价中心（演示）"),
    ("PJ0005", "新徽文旅评价中心（演示）"),
    ("PJ0006", "绿能低碳评价中心（演示）"),
)
PROFILES = (
    ("company", "electronics_information"),
    ("institute", "equipment_manufacturing"),
    ("private_non_profit", "medicine_health"),
    ("association", "finance_commerce"),
    ("public_body", "tourism"),
)
"""Kind and field of each holder; of the last one nothing is recorded yet."""
SKILL_FIELDS = (
    ("新一代信息技术", "strategic_emerging"),
    ("智能制造", "advanced_manufacturing"),
    ("商贸民生", "modern_services"),
    ("新能源", "strategic_emerging"),
    ("现代农业技术", "modern_farming"),
)
"""The skill fields of the demonstration; under the last one no certificate stands yet."""
ALL = ("elementary", "intermediate", "advanced")
LOWER = ("elementary", "intermediate")
UPPER = ("intermediate", "advanced")
CERTIFICATES = (
    InventedCertificate(
        "演示软件测试实务", "新一代信息技术", ALL, 0, ("测试设计", "测试执行"), ("510203", "710201")
    ),
    InventedCertificate(
        "演示网页界面开发", "新一代信息技术", ALL, 0, ("页面搭建", "交互实现"), ("510201", "710202")
    ),
    InventedCertificate(
        "演示云平台运维", "新一代信息技术", UPPER, 0, ("环境部署", "运行维护"), ("510206",)
    ),
    InventedCertificate(
        "演示工业机器人装调", "智能制造", ALL, 1, ("机械装配", "程序调试"), ("460305", "660303")
    ),
    InventedCertificate(
        "演示数控车削", "智能制造", LOWER, 1, ("工艺准备", "零件加工"), ("460103", "660103")
    ),
    InventedCertificate(
        "演示老人照护服务", "商贸民生", ALL, 2, ("生活照护", "基础护理"), ("590302", "790302")
    ),
    InventedCertificate(
        "演示母婴照护服务",
        "商贸民生",
        LOWER,
        2,
        ("母婴护理", "健康指导"),
        ("520802", "720803"),
    ),
    InventedCertificate(
        "演示仓配作业管理", "商贸民生", ALL, 3, ("入库作业", "出库配送"), ("530802", "730801")
    ),
    InventedCertificate(
        "演示跨境店铺运营", "商贸民生", UPPER, 3, ("店铺搭建", "数据运营"), ("530702",)
    ),
    InventedCertificate(
        "演示研学活动策划",
        "商贸民生",
        ("intermediate",),
        4,
        ("线路设计", "活动实施"),
        ("540101",),
    ),
    InventedCertificate(
        "演示光伏电站运维", "新能源", LOWER, 5, ("设备巡检", "故障处理"), ("430301",)
    ),
    InventedCertificate(
        "演示碳排放核算",
        "新能源",
        ("intermediate",),
        5,
        ("数据收集", "核算报告"),
        ("420802",),
    ),
)
