### 沿边招商地图的全部文字。每行一词：名字 = 文字。{ $n } 是填入的值。两种语言的名字必须相同。

## 产品
app-name = 沿边招商地图
sample-data = 示例数据

## 单元状态（顺序与图例一致）
status-leased = 已租
status-ending = 即将到期
status-reserved = 已预留
status-available = 可租
status-construction = 在建
status-planned = 规划
status-withheld = 暂不出租

## 项目阶段
stage-offered = 推介
stage-negotiating = 在谈
stage-signed = 签约
stage-started = 开工
stage-completed = 竣工
stage-production = 投产
stage-full = 达产
stage-ended = 终止

## 全生命周期节点
node-lead = 线索
node-assessed = 研判
node-first-talk = 首谈登记
node-negotiating = 在谈
node-signed = 签约
node-landed = 落地
node-filed = 备案
node-approved = 能评环评
node-permitted = 许可
node-started = 开工
node-completed = 竣工
node-in-production = 投产
node-above-scale = 上规
node-full-output = 达产

## 地块状态
parcel-planned = 规划
parcel-offered = 可供
parcel-reserved = 已预留
parcel-supplied = 已供
parcel-withdrawn = 暂不供应

## 口岸状态
port-open = 开放
port-limited = 受限
port-closed = 关闭

## 外迁意向
intent-none = 未见意向
intent-watching = 观望
intent-willing = 有意向
intent-negotiating = 洽谈中

## 指标
figure-textile-enterprises = 纺织服装企业
figure-idle-floor-area-m2 = 闲置厂房
figure-leased-floor-area-m2 = 已租厂房
figure-offered-projects = 推介项目
figure-flagship-projects = 标志性项目
figure-target-enterprises = 目标企业
figure-landing-rate = 落地率
figure-fastest-landing-days = 最快落地
figure-visit-batches = 投资考察批次
figure-enterprises-met = 对接企业商会
figure-myanmar-enterprises-invited = 邀约缅甸纺织企业

## 指标口径
rule-textile-enterprises = 当日在本地的纺织服装链企业数
rule-idle-floor-area-m2 = 当日状态为可租的单元建筑面积之和
rule-leased-floor-area-m2 = 当日状态为已租或即将到期的单元建筑面积之和
rule-offered-projects = 当日在册、未终止的推介项目数
rule-flagship-projects = 当日已列为标志性项目的项目数
rule-target-enterprises = 当日在册目标企业数
rule-landing-rate = { $year } 年内签约且年内落地的项目 ÷ { $year } 年内签约的项目，截至当日
rule-fastest-landing-days = 已投产项目从签约到投产的最少天数
rule-visit-batches = 截至当日接待的投资考察批次
rule-enterprises-met = 截至当日对接的企业和商会数
rule-myanmar-enterprises-invited = 截至当日邀请的缅甸纺织企业数
rule-no-denominator = { $year } 年截至当日没有签约项目，无法计算

## 数量
count-units = { $n } 间

## 记录的种类
record-region = 区划
record-chain = 产业链
record-park = 园区
record-hall = 厂房
record-unit = 单元
record-parcel = 地块
record-port = 口岸
record-project = 项目
record-enterprise = 企业
record-target = 目标企业
record-visit = 考察批次
record-activity = 活动
record-invitation = 邀请
record-request = 企业诉求

## 厂房建设阶段
phase-planned = 规划
phase-building = 在建
phase-complete = 已建成

## 拒绝的理由：什么不对、在哪里、怎样改
refusal-unreadable = 指令无法读取。{ $field ->
    [none] { "" }
   *[other] 字段“{ $field }”：
}{ $reason }。请按接口说明改正后重发。
refusal-axes-swapped = 字段“{ $field }”的坐标 [{ $lat }, { $lon }] 把纬度写在了经度前面。请写成 [{ $lon }, { $lat }]：经度在前，纬度在后。
refusal-unknown-record = 台账中没有{ $entity } { $key }。请核对编号，或先登记。
refusal-already-exists = { $entity } { $key } 自 { $since } 起已在台账中。请换一个编号；如要改正原有内容，请用更正。
refusal-not-yet-there = { $entity } { $key } 自 { $since } 起才在台账中，{ $day } 的事不能记在它名下。请核对日期，或先更正它的登记日期。
refusal-in-future = { $day } 还没有到，今天是 { $today }。只能记录已经发生的事；今后的日期请用计划。
refusal-too-early = { $day } 早于 { $earliest }，可能是年份写错。请核对日期。
refusal-end-before-start = 截止日 { $until } 早于起始日 { $day }。请核对两个日期。
refusal-contradicts-later = 这样记录后，{ $stream } 已有的第 { $version } 条事实（{ $day }）将不成立：{ $because }如果那条有误，请先更正它。
refusal-unit-not-available = { $day } 单元 { $unit } 的状态是“{ $status }”{ $until ->
    [none] { "" }
   *[other] （至 { $until }）
}，不能另行出租、预留或停租。{ $status_is ->
    [reserved] 请换单元或日期；预留方承租时请注明来自预留；不再保留时请先解除预留。
    [withheld] 请换单元或日期；如已恢复招租，请先记录恢复。
   *[other] 请换单元或日期；如租户已退租，请先记录退租。
}
refusal-unit-not-finished = { $day } 单元 { $unit } 的状态是“{ $status }”，尚未建成。请先记录厂房竣工。
refusal-unit-not-leased = { $day } 单元 { $unit } 的状态是“{ $status }”，没有在执行的租约。请核对单元和日期，或先记录出租。
refusal-unit-not-reserved = { $day } 单元 { $unit } 的状态是“{ $status }”，没有有效的预留。预留到期自行失效，无须解除。
refusal-unit-not-withheld = { $day } 单元 { $unit } 的状态是“{ $status }”，没有停租，无须恢复。请核对单元和日期。
refusal-unit-not-planned = { $day } 单元 { $unit } 的状态是“{ $status }”，不是规划，不能再记开工。请核对日期。
refusal-unit-finished = { $day } 单元 { $unit } 的状态是“{ $status }”，已经建成。请核对日期。
refusal-lease-too-long = 租期到 { $until }，超过了法律允许的二十年（民法典第七百零五条），最晚到 { $latest }。请核对截止日。
refusal-renewal-not-longer = 单元 { $unit } 的租约到 { $held }，续租到 { $until } 并没有延长。请填更晚的日期；如原截止日有误，请用更正。
refusal-hall-area-exceeded = { $day } 厂房 { $hall } 各单元面积之和为 { $sum } ㎡，超过厂房的 { $area } ㎡。请核对单元面积；如厂房面积有误，请用测绘更正一并改正。
refusal-areas-must-balance = 厂房 { $hall } 建筑面积 { $area } ㎡，改后各单元之和为 { $sum } ㎡，对不上。请用测绘更正（survey_hall）把相关单元的面积一次改正，使总和相等。
refusal-unit-of-other-hall = 单元 { $unit } 属于厂房 { $other }，不属于 { $hall }。请核对编号。
refusal-outside-hall = 厂房 { $hall } 的楼层从 1 到 { $floors }，每层的跨从 0 到 { $bays }，没有所填的位置。请核对楼层和起止跨，止跨应大于起跨。
refusal-place-taken = 第 { $floor } 层的这一位置已有单元 { $other }。请核对楼层和起止跨。
refusal-hall-not-planned = 厂房 { $hall } 的状态是“{ $phase }”，不能再记开工。请核对编号和日期。
refusal-hall-complete = { $day } 厂房 { $hall } 已经建成。请核对编号和日期；如竣工日期有误，请用更正。
refusal-parcel-not-available = { $day } 地块 { $parcel } 的状态是“{ $status }”，不能这样变更。请核对地块和日期。
refusal-project-ended = 项目 { $project } 已于 { $on } 终止。请先记录恢复，或核对日期。
refusal-project-not-ended = { $day } 项目 { $project } 仍在推进，没有终止，无须恢复。请核对编号和日期。
refusal-node-reached = 项目 { $project } 已于 { $on } 到达“{ $node }”。如那个日期有误，请用更正。
refusal-already-flagship = 项目 { $project } 已经是标志性项目，无须再记。
refusal-outside-park = { $entity } { $key } 不在园区 { $park }。请核对编号，或改填它所在的园区。
refusal-enterprise-gone = 企业 { $enterprise } 已于 { $on } 离开。请核对编号和日期。
refusal-target-dropped = 目标企业 { $target } 已移出名册。请核对编号。
refusal-already-linked = 目标企业 { $target } 已关联项目 { $project }。请核对编号。
refusal-first-talk-protected = 目标企业 { $target } 的首谈由 { $by } 登记，保护期到 { $until }。请与该地协商，或在保护期后登记。
refusal-already-resolved = 企业诉求 { $request } 已于 { $on } 办结。新的问题请另行登记。
refusal-unknown-stage = 产业链 { $chain } 没有环节 { $stage }。请从该链的环节中选择，或先修订产业链。
refusal-stage-twice = 环节 { $stage } 出现了两次。每个环节只写一次。
refusal-stage-loop = 环节 { $stage } 绕回了自己。请检查各环节的上游。
refusal-stream-unknown = 没有名为“{ $stream }”的记录。写法如 unit/RL-02-201：种类、斜线、编号。
refusal-version-unknown = { $stream } 没有第 { $version } 条事实，最后一条是第 { $last } 条。请核对序号。
refusal-corrects-correction = { $stream } 第 { $version } 条本身是对第 { $corrected } 条的更正。请直接再次更正第 { $corrected } 条。
refusal-corrects-nothing = 对 { $stream } 第 { $version } 条的更正没有改变任何内容。请填写正确的内容或日期，或撤回该条。
refusal-other-entity = { $kind } 不能写入 { $stream }。请使用同一种类的事实。
refusal-retracts-and-corrects = 对 { $stream } 第 { $version } 条，撤回和改正只能选一种。
refusal-still-in-use = { $by_entity } { $by } 还在引用{ $entity } { $key }，不能撤回它的登记。请先更正或撤回前者。
refusal-always-internal = { $entity } { $key } 只供内部使用，不能公开。请去掉公开范围。
refusal-record-hidden = { $entity } { $key } 未对该范围公开，不能只公开其中一条。请缩小公开范围。
refusal-audience-fixed = { $stream } 第 { $version } 条的更正沿用原来的公开范围。请去掉公开范围。
refusal-text-missing = 字段“{ $field }”不能为空。中文和英文都要填写。
refusal-text-too-long = 字段“{ $field }”有 { $length } 个字，最多 { $max } 个。请缩短。
refusal-text-unprintable = 字段“{ $field }”含有不能显示的字符 { $character }。请删去后重填。
refusal-out-of-range = 字段“{ $field }”的值 { $value } 不在 { $min } 至 { $max } 之间。请核对数值和单位。
refusal-not-a-country = 字段“{ $field }”的“{ $value }”不是国家代码。请用两个大写字母，如 MM。
refusal-says-nothing = 指令 { $command } 没有填写新的内容。请至少填写一项。
refusal-far-away = 字段“{ $field }”的坐标 [{ $lon }, { $lat }] 不在中国及周边范围内。请核对经纬度和坐标系（WGS 84，经度在前）。
refusal-ring-open = 字段“{ $field }”的边界没有闭合。请让最后一点与第一点相同。
refusal-ring-too-short = 字段“{ $field }”的边界只有 { $positions } 个点。至少要三个不同的点，再重复第一点。
refusal-ring-crosses = 字段“{ $field }”的边界在 [{ $lon }, { $lat }] 附近自相交。请按顺序排列各点。
refusal-ring-flat = 字段“{ $field }”的边界没有面积。请核对各点。
refusal-not-four-corners = 字段“{ $field }”有 { $corners } 个角。厂房轮廓要四个角，再重复第一点。

## 单位
unit-wan-m2 = 万㎡
unit-m2 = ㎡

## 星期
weekday-monday = 星期一
weekday-tuesday = 星期二
weekday-wednesday = 星期三
weekday-thursday = 星期四
weekday-friday = 星期五
weekday-saturday = 星期六
weekday-sunday = 星期日

## Map
map-free = 可租
map-schematic = （示意）
map-unit-land = 亩
map-zone-note = 厂房 { $total } 万㎡，可租 { $free }

## 表格：与地图对应
table-label = 与地图对应的表格
table-kinds = 记录种类
table-units = 单元
table-halls = 厂房
table-parks = 园区
table-projects = 项目
table-parcels = 地块
table-ports = 口岸
table-caption = { $place }{ $kind }，{ $day }，共 { $n } 条
table-caption-view = 地图视野内的{ $kind }，{ $day }，共 { $n } 条
table-known = ，按 { $day } 所知
table-hidden = 图例已关闭的 { $n } 条未列出。
table-empty = 没有符合条件的记录。
table-in-view = 只列地图视野内的
table-close = 关闭表格
table-sort = 按此列排序
table-total = 合计
table-range = 第 { $from }–{ $to } 条，共 { $n } 条，每页最多 { $size } 条
table-pages = 翻页
table-first = 首页
table-previous = 上一页
table-next = 下一页
table-last = 末页
table-missing = “—”表示没有记录
table-col-park = 园区
table-col-zone = 园区或片区
table-col-whole = 所属园区
table-col-county = 县市
table-col-status = 状态
table-col-since = 状态起
table-col-until = 租约、预留至
table-col-area = 建筑面积
table-col-floor = 楼层
table-col-floors = 层数
table-col-clear = 净高
table-col-load = 楼面荷载
table-col-power = 配电
table-col-rent = 租金
table-col-free-from = 预计可用
table-col-phase = 建设
table-col-stage = 阶段
table-col-invest = 投资
table-col-funded = 到位资金
table-col-jobs = 用工
table-col-days = 签约到投产
table-col-land = 面积
table-col-use = 用途
table-col-far = 容积率
table-col-price = 地价
table-col-term = 年期
table-col-counterpart = 对方口岸
table-col-class = 类别
table-col-reported = 报告日
table-col-source = 来源
table-unit-m = m
table-unit-load = t/㎡
table-unit-kva = kVA
table-unit-rent = 元/㎡·月
table-unit-money = 亿元
table-unit-persons = 人
table-unit-price = 万元/亩
table-unit-years = 年
table-unit-days = 天

## 图片
picture-button = PNG
picture-label = 把当前画面存成图片
picture-times = { $n } 倍
picture-pixels = { $width } × { $height } 像素
picture-working = 正在生成 { $n } 倍图片，请稍候……
picture-saved = 已保存 { $file }，{ $width } × { $height } 像素。
picture-smaller = 本机画不下 { $asked } 倍，已按 { $n } 倍保存 { $file }，{ $width } × { $height } 像素。
picture-failed = 浏览器没有生成图片。请关闭其他页面，或改用较小的倍数。
picture-no-map = 没有地图，无法生成图片。
picture-as-of = 状态日期
picture-known = 按 { $day } 所知
picture-units = 厂房单元（间，万㎡）
picture-projects = 项目（个，亿元）
picture-ground = 地面（个，亩）

## 打印
print-button = 打印
print-working = 正在准备打印的地图，请稍候……
print-label = 打印页
print-no-map = 没有地图：浏览器不支持 WebGL 2，数字与名录不受影响。
print-map = { $place }地图，{ $day }
print-selected = 所选{ $kind }
print-printed-from = 网址
