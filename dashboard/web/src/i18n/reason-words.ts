import type { Words } from "./words.ts";

/** The closed list of reasons: name, definition, example. Officers choose by these words; keep them short and exact. */
export const reasonWords = {
  reasonCode: {
    C1: {
      name: ["假冒注册商标标识", "Counterfeit sign"],
      means: ["在相同商品上使用与注册商标相同的标识，且无授权迹象。", "The same sign on the same goods, with no sign of authorisation."],
    },
    C2: {
      name: ["近似标识、容易导致混淆", "Similar sign, likely confusion"],
      means: [
        "标识近似，或商品类似，一般买家容易误认来源。",
        "A similar sign or similar goods; an ordinary buyer would mistake the source.",
      ],
    },
    C3: {
      name: ["虚假专利宣传", "False patent claim"],
      means: ["宣称有专利，但查无此专利，或与商品无关。", "Claims a patent that does not exist or does not cover the goods."],
    },
    C4: {
      name: ["专利号错误或已失效", "Wrong or expired patent number"],
      means: ["专利号校验不符，或采集时专利权已终止、无效。", "The number fails its check, or the patent had lapsed at capture."],
    },
    C5: {
      name: ["盗用图片或文案", "Copied picture or text"],
      means: ["使用权利人的图片或文字冒充正品来源。", "Uses the right holder's pictures or text to pass as genuine."],
    },
    C6: {
      name: ["地理标志使用不当", "Misused geographical indication"],
      means: [
        "产品不是来自该产区，或未获准使用地理标志名称。",
        "The goods are not from the region, or the name is used without permission.",
      ],
    },
    C7: {
      name: ["特殊标志、官方标志使用不当", "Misused special or official sign"],
      means: [
        "未经许可商业使用奥林匹克、官方或其他受保护标志。",
        "Commercial use of an Olympic, official or other protected sign without licence.",
      ],
    },
    C8: {
      name: ["隐晦用语或以图规避", "Hidden wording or picture evasion"],
      means: ["用暗语、谐音、打码或图片文字规避检索。", "Slang, look-alike letters, blurred logos or text in pictures to avoid searches."],
    },
    C9: {
      name: ["重复违规卖家", "Repeat seller"],
      means: ["同一卖家此前同类线索已确认，再次出现。", "The same seller had a confirmed lead of the same kind before."],
    },
    R1: {
      name: ["正品或已获授权", "Genuine or authorised"],
      means: ["旗舰店、授权店，或有可信的授权证明。", "A flagship or authorised shop, or credible proof of licence."],
    },
    R2: {
      name: ["描述性使用或正当使用", "Descriptive or fair use"],
      means: ["只是说明品种、原料、用途等，不作商标使用。", "Only describes the kind, material or use; not used as a sign."],
    },
    R3: {
      name: ["配件、适配用语", "Compatible part or accessory wording"],
      means: ["“适用于”“兼容”等，说明配件用于何种商品。", "“Fits” or “for”: says what the part is used with."],
    },
    R4: { name: ["二手商品", "Second-hand"], means: ["转售的二手正品。", "Resale of genuine used goods."] },
    R5: {
      name: ["商品类别不同", "Other class of goods"],
      means: ["名称相同，但商品类别不相同也不类似。", "The same name on goods that are neither the same nor similar."],
    },
    R6: {
      name: ["采集时权利未生效或已失效", "Right not in force at capture"],
      means: ["以采集时间为准，权利尚未生效或已经失效。", "At the time of capture the right was not yet, or no longer, in force."],
    },
    R7: {
      name: ["文字识别错误", "Detector error (text)"],
      means: ["系统把无关文字当成了权利名称。", "The program took unrelated words for the name."],
    },
    R8: {
      name: ["图片识别错误", "Detector error (picture)"],
      means: ["系统认错了图片或标识。", "The program mistook the picture or the logo."],
    },
    R9: {
      name: ["评论、新闻或戏仿", "Review, news or parody"],
      means: ["提及名称是为了评论、报道或戏仿，不是销售。", "Names the sign to comment, report or parody, not to sell."],
    },
    I1: {
      name: ["页面不完整", "Page incomplete"],
      means: ["采集的页面缺少判断所需的内容。", "The captured page lacks what is needed to decide."],
    },
    I2: {
      name: ["图片无法辨认", "Picture unreadable"],
      means: ["图片缺失、模糊或无法打开。", "The picture is missing, blurred or cannot be opened."],
    },
    I3: {
      name: ["权利信息缺失", "Right data missing"],
      means: ["权利库缺少注册、有效期或授权信息。", "The register lacks registration, term or licence data."],
    },
    I4: {
      name: ["需专家或权利人辨认", "Needs an expert or the right holder"],
      means: ["真伪须由权利人或专业人员辨认。", "Only the right holder or an expert can tell."],
    },
    I5: { name: ["需购样查验", "Needs a test purchase"], means: ["须购买样品查验实物。", "A sample has to be bought and examined."] },
  },
} as const satisfies Words;
