/**
 * Disguises of names, kind by kind, for measuring recall, and innocent titles near the names, for false alarms. Made by other
 * means than the engine's own tables where there are any: opencc-js for scripts, pinyin-pro for sounds, lists written by hand.
 */
import { Converter } from "opencc-js";
import { pinyin } from "pinyin-pro";
import { seeded } from "./text-corpus.ts";

export const chineseMarks = [
  "耐克", "安踏", "李宁", "特步", "匡威", "彪马", "阿迪达斯", "新百伦", "华为", "小米", "联想", "海尔", "美的", "格力", "格兰仕", "苏泊尔", "九阳", "老板", "方太", "飞利浦",
  "松下", "索尼", "佳能", "尼康", "博世", "茅台", "五粮液", "剑南春", "泸州老窖", "洋河大曲", "康师傅", "统一", "娃哈哈", "农夫山泉", "王老吉", "加多宝", "大白兔", "旺旺", "蒙牛", "伊利",
  "雀巢", "奥利奥", "德芙", "费列罗", "三只松鼠", "良品铺子", "海飞丝", "飘柔", "蓝月亮", "立白", "雕牌", "高露洁", "云南白药", "同仁堂", "嘉实多", "美孚", "壳牌", "米其林", "霍尼韦尔", "波司登",
  "七匹狼", "海澜之家", "南极人", "恒源祥", "雅戈尔", "路易威登", "香奈儿", "古驰", "爱马仕", "劳力士", "欧米茄", "卡西欧", "周大福", "老凤祥", "公牛", "多乐士", "立邦", "立顿", "特仑苏", "雪碧",
]; // prettier-ignore

export const latinMarks = [
  "Nike", "Adidas", "Puma", "Converse", "New Balance", "Skechers", "Under Armour", "Lululemon", "Gucci", "Chanel", "Hermes", "Louis Vuitton", "Burberry", "Moncler", "Samsung", "Huawei", "Xiaomi", "Sony",
  "Canon", "Nikon", "Philips", "Panasonic", "Bosch", "Siemens", "Dyson", "Midea", "Castrol", "Mobil", "Michelin", "Honeywell", "Starbucks", "Nestle", "Oreo", "Ferrero", "Colgate", "Rolex", "Omega", "Casio", "Levis", "Supreme", "Dickies", "Timberland", "Columbia", "Patagonia", "Makita", "Duracell",
]; // prettier-ignore

type Random = () => number;
type Disguise = (name: string, random: Random) => string | null;

const each = (name: string, map: (character: string) => string) => [...name].map(map).join("");
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const between = (name: string, fill: string) => [...name.replaceAll(" ", "")].join(fill);
const replaceOne = (name: string, table: Readonly<Record<string, string>>, random: Random, all = false): string | null => {
  const places = [...name].flatMap((letter, place) => (table[letter] === undefined ? [] : [place]));
  if (places.length === 0) return null;
  const chosen = pick(places, random);
  return [...name].map((letter, place) => (all || place === chosen ? (table[letter] ?? letter) : letter)).join("");
};
const shifted = (base: number, upper: number) => (name: string) =>
  each(name, (letter) =>
    /[a-z]/u.test(letter)
      ? String.fromCodePoint(base + letter.charCodeAt(0) - 97)
      : /[A-Z]/u.test(letter)
        ? String.fromCodePoint(upper + letter.charCodeAt(0) - 65)
        : letter,
  );
const cyrillic = {
  a: "а",
  e: "е",
  o: "о",
  p: "р",
  c: "с",
  x: "х",
  y: "у",
  i: "і",
  s: "ѕ",
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  K: "К",
  M: "М",
  O: "О",
  P: "Р",
  T: "Т",
  X: "Х",
};
const greek = {
  A: "Α",
  B: "Β",
  E: "Ε",
  H: "Η",
  I: "Ι",
  K: "Κ",
  M: "Μ",
  N: "Ν",
  O: "Ο",
  P: "Ρ",
  T: "Τ",
  X: "Χ",
  Y: "Υ",
  Z: "Ζ",
  o: "ο",
  a: "α",
  i: "ι",
  c: "ϲ",
};
const leet = { i: "1", e: "3", o: "0", a: "4", s: "5", S: "$", l: "1", O: "0", I: "1", t: "7", g: "9", A: "4" };
const marks = { a: "á", e: "é", i: "ï", o: "ö", u: "ü", n: "ñ", c: "ç", s: "š", A: "Å", E: "Ê", N: "Ń", S: "Ś", C: "Č", O: "Ø" };
const looks: Readonly<Record<string, string>> = {
  克: "兑", 安: "按", 宁: "守", 步: "歩", 匡: "匠", 马: "乌", 迪: "由", 百: "白", 华: "毕", 米: "未", 联: "朕", 尔: "你", 力: "刀", 仕: "任", 泊: "伯", 阳: "阴", 板: "版", 太: "大", 浦: "蒲", 松: "忪",
  尼: "泥", 佳: "住", 博: "傅", 世: "卋", 台: "合", 粮: "粱", 剑: "剣", 泸: "沪", 洋: "样", 师: "帅", 统: "充", 娃: "蛙", 夫: "天", 吉: "古", 宝: "室", 兔: "免", 旺: "汪", 牛: "午", 伊: "尹", 巢: "果", 奥: "粤",
  芙: "英", 罗: "岁", 鼠: "竄", 铺: "辅", 丝: "纱", 柔: "揉", 蓝: "篮", 白: "日", 牌: "脾", 露: "霜", 药: "约", 仁: "仨", 嘉: "喜", 孚: "乎", 壳: "壶", 其: "甚", 登: "澄", 狼: "狠", 澜: "斓", 极: "级", 祥: "样", 戈: "弋",
  易: "昜", 奈: "柰", 驰: "弛", 茄: "加", 西: "酉", 福: "富", 凤: "风", 公: "么", 士: "土", 邦: "帮", 顿: "顷", 仑: "伦", 碧: "碣", 哈: "啥", 雪: "雷", 霍: "霾", 恒: "垣", 欧: "殴",
}; // prettier-ignore
const parts: Readonly<Record<string, string>> = {
  耐: "而寸", 踏: "足沓", 李: "木子", 特: "牛寺", 彪: "虎彡", 阿: "阝可", 联: "耳关", 想: "相心", 海: "氵每", 格: "木各", 苏: "艹办", 松: "木公", 佳: "亻圭", 伊: "亻尹", 粮: "米良", 泸: "氵卢", 洋: "氵羊", 娃: "女圭", 哈: "口合", 加: "力口", 旺: "日王", 驰: "马也", 柔: "矛木", 露: "雨路", 药: "艹约", 仁: "亻二", 嘉: "壴加",
  雕: "周隹", 牌: "片卑", 狼: "犭良", 恒: "忄亘", 祥: "礻羊", 欧: "区欠", 福: "礻畐", 邦: "丰阝", 顿: "屯页", 仑: "人匕", 博: "十尃", 铺: "钅甫", 洁: "氵吉", 路: "足各", 奈: "大示", 多: "夕夕", 公: "八厶", 泉: "白水", 鼠: "臼鼠", 霍: "雨隹", 雀: "少隹",
}; // prettier-ignore
const homophones: Readonly<Record<string, string>> = {
  耐: "奈", 克: "刻", 安: "鞍", 踏: "塔", 李: "里", 宁: "柠", 特: "忒", 步: "布", 威: "微", 马: "玛", 迪: "笛", 达: "答", 斯: "丝", 百: "佰", 伦: "轮", 为: "围", 米: "咪", 联: "连", 想: "响", 海: "嗨", 尔: "而", 的: "地", 格: "阁", 力: "利", 兰: "蓝", 苏: "酥", 九: "久", 阳: "洋", 太: "泰", 飞: "非", 利: "力", 下: "夏", 索: "锁", 尼: "妮", 佳: "加", 能: "能", 世: "市", 茅: "毛", 台: "抬", 粮: "凉", 液: "夜", 剑: "箭", 春: "椿", 泸: "炉",
  师: "狮", 傅: "付", 统: "桶", 娃: "蛙", 农: "浓", 夫: "肤", 山: "衫", 王: "汪", 老: "佬", 吉: "鸡", 宝: "保", 兔: "吐", 蒙: "萌", 牛: "妞", 伊: "依", 利奥: "力奥", 德: "得", 芙: "福", 罗: "萝", 三: "叁", 品: "拼", 柔: "揉", 蓝: "兰", 月: "悦", 亮: "靓", 立: "力", 白: "柏", 雕: "貂", 高: "糕", 洁: "节", 药: "要", 同: "铜", 仁: "人", 堂: "糖", 嘉: "佳", 实: "石", 孚: "浮", 壳: "咳", 其: "奇", 林: "琳", 波: "玻", 司: "丝", 匹: "皮", 狼: "郎", 祥: "翔", 路: "露", 威登: "微灯", 香: "湘", 奈: "耐", 儿: "而", 古: "谷", 驰: "池", 爱: "艾", 仕: "士", 西: "溪", 欧: "鸥", 周: "洲", 福: "服", 凤: "奉", 公: "工", 士: "仕", 邦: "帮", 顿: "盾", 仑: "伦", 雪: "学", 碧: "壁",
}; // prettier-ignore
const near: Readonly<Record<string, string>> = {
  宁: "灵",
  耐: "赖",
  山: "三",
  师: "斯",
  老: "脑",
  南: "蓝",
  农: "龙",
  林: "灵",
  亮: "酿",
  苏: "书",
  春: "村",
  周: "邹",
  仁: "伦",
  世: "四",
  能: "冷",
  兰: "难",
  力: "尼",
  立: "逆",
  索: "说",
  傅: "护",
  飞: "灰",
  福: "胡",
  丝: "诗",
  司: "诗",
  士: "四",
  斯: "师",
  品: "平",
  联: "年",
};
const radicalForms: Readonly<Record<string, string>> = {
  飞: "⻜",
  马: "⻢",
  米: "⽶",
  力: "⼒",
  山: "⼭",
  老: "⽼",
  白: "⽩",
  牛: "⽜",
  大: "⼤",
  西: "⻄",
  月: "⽉",
  士: "⼠",
  立: "⽴",
  高: "⾼",
  香: "⾹",
  多: "多",
  儿: "⼉",
  尔: "尔",
  石: "⽯",
  龙: "⻰",
  九: "九",
  父: "⽗",
};

const toTaiwan = Converter({ from: "cn", to: "tw" });
const toHongKong = Converter({ from: "cn", to: "hk" });
const toJapanese = Converter({ from: "cn", to: "jp" });
const changed = (name: string, other: string | null) => (other === null || other === name ? null : other);
const syllables = (name: string) => pinyin(name, { toneType: "none", type: "array", v: true });
const at = (name: string, place: number, text: string) => name.slice(0, place) + text + name.slice(place + 1);

/** Kinds for Chinese names. */
export const chineseKinds: Readonly<Record<string, Disguise>> = {
  "traditional, Taiwan": (name) => changed(name, toTaiwan(name)),
  "traditional, Hong Kong": (name) => changed(name, toHongKong(name)),
  "Japanese form": (name) => changed(name, toJapanese(name)),
  "radical or compatibility form": (name, random) => replaceOne(name, radicalForms, random),
  "zero width": (name) => between(name, "\u200b"),
  "combining mark": (name) => between(name, "\u0336"),
  "one sign inside": (name, random) => between(name, pick([..."*·.-_丶|~^"], random)),
  "emoji inside": (name, random) => between(name, pick(["🔥", "❤️", "⭐", "👟"], random)),
  "spaces inside": (name) => between(name, " "),
  "look-alike": (name, random) => replaceOne(name, looks, random),
  "split in parts": (name, random) => replaceOne(name, parts, random),
  "one homophone": (name, random) => replaceOne(name, homophones, random),
  "all homophones": (name, random) => (name.length >= 3 ? changed(name, replaceOne(name, homophones, random, true)) : null),
  "near sound": (name, random) => (name.length >= 3 ? replaceOne(name, near, random) : null),
  pinyin: (name) => (syllables(name).join("").length >= 5 ? syllables(name).join("") : null),
  "part pinyin": (name, random) => {
    const place = Math.floor(random() * name.length);
    return at(name, place, syllables(name)[place] ?? "");
  },
  "one initial": (name, random) => {
    if (name.length < 3) return null;
    const place = 1 + Math.floor(random() * (name.length - 1));
    return at(name, place, (syllables(name)[place] ?? "").charAt(0).toUpperCase());
  },
  reordered: (name) => (name.length >= 4 ? name.slice(0, 1) + name.slice(2, 3) + name.slice(1, 2) + name.slice(3) : null),
  "one character more": (name, random) => (name.length >= 4 ? name.slice(0, 2) + pick([..."之的小新"], random) + name.slice(2) : null),
  "masked by a character": (name, random) => (name.length >= 3 ? at(name, 1, pick([..."X口某"], random)) : null),
  "masked by a sign": (name, random) => (name.length >= 3 ? at(name, 1, pick([..."*□?×"], random)) : null),
  "traditional and a sign": (name) => between(toTaiwan(name), "."),
};

/** Kinds for Latin names. */
export const latinKinds: Readonly<Record<string, Disguise>> = {
  "full width": (name) => each(name, (letter) => (/[!-~]/u.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter)),
  "mathematical bold": (name) => shifted(0x1d41a, 0x1d400)(name),
  "mathematical script": (name) => shifted(0x1d4ea, 0x1d4d0)(name),
  circled: (name) => shifted(0x24d0, 0x24b6)(name),
  squared: (name) => shifted(0x1f130, 0x1f130)(name),
  "zero width": (name) => between(name, "\u200d"),
  diacritics: (name, random) => replaceOne(name, marks, random, true),
  Cyrillic: (name, random) => replaceOne(name, cyrillic, random, true),
  Greek: (name, random) => replaceOne(name.toUpperCase(), greek, random, true),
  "dots or hyphens": (name, random) => between(name, pick([".", "-", "·", "_", "*"], random)),
  "spaced out": (name) => between(name.toUpperCase(), " "),
  "emoji inside": (name) => name.slice(0, 2) + "🔥" + name.slice(2),
  leet: (name, random) => replaceOne(name, leet, random),
  "leet throughout": (name, random) => (name.length >= 5 ? replaceOne(name, { i: "1", e: "3", o: "0", s: "5" }, random, true) : null),
  "letters drawn alike": (name) =>
    changed(
      name,
      name.includes("m")
        ? name.replace("m", "rn")
        : name.includes("w")
          ? name.replace("w", "vv")
          : name.startsWith("L")
            ? name.replace("L", "I")
            : null,
    ),
  swapped: (name, random) => {
    if (name.length < 5) return null;
    const place = 1 + Math.floor(random() * (name.length - 3));
    const swapped = name.slice(0, place) + name.charAt(place + 1) + name.charAt(place) + name.slice(place + 2);
    return changed(name, swapped.includes(" ") === name.includes(" ") ? swapped : null);
  },
  doubled: (name, random) => {
    const place = 1 + Math.floor(random() * (name.length - 1));
    return name.charAt(place) === " " ? null : name.slice(0, place) + name.charAt(place) + name.slice(place);
  },
  dropped: (name, random) => {
    if (name.length < 6) return null;
    const place = 1 + Math.floor(random() * (name.length - 2));
    return name.charAt(place) === " " ? null : at(name, place, "");
  },
  "another letter": (name, random) => {
    if (name.length < 6) return null;
    const place = 1 + Math.floor(random() * (name.length - 2));
    return name.charAt(place) === " " ? null : changed(name, at(name, place, pick([..."aeioukntrs"], random)));
  },
  "two slips": (name) =>
    name.replaceAll(" ", "").length < 9 ? null : at(name.slice(0, 3) + name.charAt(2) + name.slice(3), name.length - 2, ""),
  "glued to a word": (name) => (name.length >= 6 ? `${name}shoes` : null),
  "mixed case": (name) => each(name, (letter) => (letter.charCodeAt(0) % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase())),
};

const frames = [
  "正品{}男鞋运动休闲鞋",
  "2024新款{}官方同款 包邮",
  "{} 专柜代购 假一赔十",
  "特价清仓{}套装",
  "厂家直销 {} 大牌同款",
  "【{}】秋冬加厚外套",
  "高端{}礼盒装送礼",
  "批发{}配件",
  "（{}）一件代发",
];

export interface Disguised {
  readonly kind: string;
  readonly mark: string;
  readonly title: string;
}

export function disguises(perMark: number, seed = 11): Disguised[] {
  const random = seeded(seed);
  const out: Disguised[] = [];
  for (const [list, kinds, script] of [
    [chineseMarks, chineseKinds, "zh"],
    [latinMarks, latinKinds, "en"],
  ] as const) {
    for (const [kind, disguise] of Object.entries(kinds)) {
      for (const mark of list) {
        for (let round = 0; round < perMark; round += 1) {
          const text = disguise(mark, random);
          if (text !== null && text !== mark)
            out.push({ kind: `${script} ${kind}`, mark, title: pick(frames, random).replace("{}", text) });
        }
      }
    }
  }
  return out;
}

/**
 * Titles that hold no mark, many of them one step from one: real words and other names. Left out: what a reader would suspect as well
 * (burbery, adidan), and a mark's own word in another sense (puma the animal), which the words around it must decide.
 */
export const nearMisses: readonly string[] = [
  "耐磨防滑工装鞋", "克服困难励志书籍", "安全踏板车头盔", "李子果干宁夏特产", "步步高点读机", "匡扶正义武侠小说", "马到成功摆件", "百年好合喜被", "华丽转身连衣裙", "中华为民族团结读本", "小麦粉家用面粉", "小米粥杂粮", "小明同学文具", "联合收割机配件", "想你的夜贺卡", "海蜇头即食", "美丽的新娘头饰", "格子衬衫女", "力量训练器材", "九月阳光窗帘",
  "老木板凳实木", "太阳能热水器", "飞机模型玩具", "松树盆景", "下雨天雨伞", "索道滑行玩具", "尼龙绳捆绑", "佳节礼品", "能量饮料", "博物馆文创", "世界地图挂画", "茅草屋顶仿真", "五谷杂粮粉", "夜光液体手机壳", "宝剑健身太极剑", "春联对联", "健康师徒太极服", "统计学教材", "娃娃机公仔", "农业大棚膜", "山泉水过滤器", "国王老虎玩偶", "吉他初学者", "加厚宝宝棉衣",
  "大白菜种子", "大白鹅羽绒", "旺季促销气球", "内蒙古牛肉干", "伊人风采", "利群药店", "鸟巢燕窝盏", "利是封红包", "道德经诵读本", "费用报销单", "三个松果装饰", "优良品质餐具", "海边飞行帽", "丝袜女", "飘窗垫柔软", "蓝色月光窗帘", "立体白色墙贴", "木雕刻刀", "高处露营灯", "白云山旅游", "药膏盒", "同学录", "仁义礼智信字画", "实木多层板", "美式复古灯", "贝壳饰品", "大米其他杂粮", "森林防火服",
  "波浪形花瓶", "司机手套", "七彩匹布", "狼牙棒玩具", "海波纹裤", "澜沧江普洱", "南瓜极品粥", "恒温水壶", "源头好货", "优雅戈壁滩石", "公路易碎贴", "威武登山杖", "香水奈米喷雾", "古风马车驰骋画", "爱国马克杯", "仕女图", "劳动力士气标语", "欧式米色茄克", "卡片西方油画", "周末大福利", "老风扇祥云贴", "办公牛皮椅", "多功能乐器", "立交桥邦德玩具", "顿号练习册", "雪花碧玉手镯", "雪糕模具", "统筹一览表", "旺铺招租",
  "康乃馨师生礼物", "方便面太好吃", "苏打泊车标志", "洋葱河粉", "泸溪河桃酥州", "剑桥南方春季", "粮油液化气", "阿姨迪士尼达人斯文", "新鲜百合伦敦", "彪悍小马", "耐心克制", "特大步行鞋", "安心踏实", "宁静李花茶", "卡通东西欧风", "奥运利器奥特曼", "德国芙蓉糕", "罗马列车费用", "月亮蓝牙灯", "洁面露高", "牌匾雕花", "白药粉云朵",
  "Nice shoes for men", "mike microphone stand", "niche perfume", "conserve energy lamp", "canyon bike", "cannon toy", "son y daughter gift", "sonny the bear", "dove white soap dish", "median filter", "mobile phone case", "mobility scooter", "columbine seeds", "supremely soft blanket", "casino chips", "omen keychain", "oregano spice", "nestled cushion", "boschendal", "channel adapter", "chancel", "pump air", "new ballet shoes", "new balcony chair", "under armor plate", "under the arm bag",
  "starburst candy", "star buck deer", "simmons mattress", "levies paid", "level spirit tool", "rolled towels", "role x badge", "hermit crab", "philosophy book", "pan sonic cleaner", "canoe paddle", "nylon rope", "phillips screwdriver", "castor oil", "castle lamp", "honey well water", "micheline", "mitchell", "timber land auction", "columbus map", "makeup kit", "duration timer", "duracoat", "dickens novel", "dick tracy", "sketch book", "convert cable", "convex lens", "moncton", "ferret toy", "oreodont fossil", "samsara incense", "xiaoming", "sonic toothbrush", "college ruled paper", "collate", "supper meal", "omelet pan",
]; // prettier-ignore
