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
node-entered = 入库
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
problem-land = 用地
problem-hall = 厂房
problem-labour = 用工
problem-power-water = 水电
problem-permit = 审批
problem-finance = 融资
problem-customs = 通关
problem-logistics = 物流
problem-other = 其他

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
record-rule = 规则

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
refusal-unit-promised = 单元 { $unit } 自 { $since } 起已承诺给目标企业 { $target }。请先撤回该承诺，或改换单元。
refusal-nothing-promised = { $day } 没有对目标企业 { $target } 作出的承诺。请核对编号。
refusal-problem-open = 项目 { $project } 的“{ $kind }”问题自 { $on } 起尚未解决。请先办结该问题。
refusal-problem-not-open = 项目 { $project } 没有未解决的“{ $kind }”问题。请核对类别。
refusal-rule-of-other-kind = { $rule } 是另一类规则。请换一个编号。
refusal-light-contradicts = { $field }：红灯界限 { $red } 低于黄灯起点 { $yellow }。红灯界限不得低于黄灯起点。
refusal-said-twice = 规则 { $rule } 的 { $field } 重复了同一项。请只保留一项。
refusal-already-resolved = 企业诉求 { $request } 已于 { $on } 办结。新的问题请另行登记。
refusal-unknown-stage = 产业链 { $chain } 没有环节 { $stage }。请从该链的环节中选择，或先修订产业链。
refusal-stage-twice = 环节 { $stage } 出现了两次。每个环节只写一次。
refusal-stage-loop = 环节 { $stage } 绕回了自己。请检查各环节的上游。
refusal-stream-unknown = 没有名为“{ $stream }”的记录。写法如 unit/RL-02-201：种类、斜线、编号。
refusal-version-unknown = { $stream } 没有第 { $version } 条事实，最后一条是第 { $last } 条。请核对序号。
refusal-corrects-correction = { $stream } 第 { $version } 条本身是对第 { $corrected } 条的更正。请直接再次更正第 { $corrected } 条。
refusal-corrects-nothing = 对 { $stream } 第 { $version } 条的更正没有改变任何内容。请填写正确的内容或日期，或撤回该条。
refusal-other-entity = { $kind } 不能写入 { $stream }。请使用同一种类的事实。
refusal-entry-stays = 对 { $stream } 第 { $version } 条的更正不能把登记改成别的事实，也不能把别的事实改成登记。请撤回该条，另行记录。
refusal-retracts-and-corrects = 对 { $stream } 第 { $version } 条，撤回和改正只能选一种。
refusal-still-in-use = { $by_entity } { $by } 还在引用{ $entity } { $key }，不能撤回它的登记。请先更正或撤回前者。
refusal-always-internal = { $entity } { $key } 只供内部使用，不能公开。请去掉公开范围。
refusal-record-hidden = { $entity } { $key } 未对该范围公开，不能只公开其中一条。请缩小公开范围。
refusal-not-shown = { $stream } 第 { $version } 条事实（{ $day }）是公开的，而{ $entity } { $key } 当日尚未公开。请先更正{ $entity }公开登记的日期，或先撤回该条。
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
picture-once = 1 倍，屏幕
picture-twice = 2 倍，文档
picture-four = 4 倍，大幅印刷
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
print-working = 正在准备打印的地图，请稍候……
print-label = 打印页
print-no-map = 没有地图：浏览器不支持 WebGL 2，数字与名录不受影响。
print-map = { $place }地图，{ $day }

## 打开
opening = 正在打开招商地图……
opening-failed = 没有取到数据。请检查网络后再试。
opening-again = 再试一次
part-failed = 这一部分没有取到，请检查网络。
skip-to-map = 跳到地图

## 页眉
path-label = 统计地区
path-province = 省
path-prefecture = 州市
path-county = 县市
path-park = 园区
path-all-prefectures = 全部州市
path-all-counties = 全部县市
path-all-parks = 全部园区
live-opening = 正在连接
live-head = 实时 · 第 { $n } 条
live-lost = 连接中断，正在重连
language-switch = Switch to English
theme-light = 浅色
theme-dark = 深色
theme-wall = 大屏
theme-switch = 配色：{ $now }，换成{ $next }

## 指标条
figures-label = 指标
figure-year-projects = 今年项目
rule-year-projects = { $year } 年截至当日签约、开工、投产的项目
origin-more = { $year } 年末 { $base }，增 { $by }
origin-less = { $year } 年末 { $base }，减 { $by }
origin-same = { $year } 年末 { $base }，增减 { $by }
origin-rate = 落地 { $landed } ÷ 签约 { $signed }
origin-willing = 有外迁意向 { $n } 家
unit-firms = 家
unit-projects = 个
unit-batches = 批
unit-days = 天
unit-land = 亩
unit-load = t/㎡
unit-rent = 元/㎡·月
unit-price = 万元/亩

## 图例
legend-label = 图例与筛选
legend-units = 厂房单元
legend-units-count = 间
legend-total = 合计
legend-projects = 项目
legend-count = 个
legend-money = 亿元
legend-ground = 地面
legend-ports = 口岸
legend-parks = 园区与片区
legend-parcels = 地块
legend-hint = 点击开关，双击只留这一类
scope-label = 统计范围
scope-in-view = 视野内
scope-to-view = 改为视野内
scope-to-region = 改为所选地区

## 搜索
search-label = 搜索园区、厂房、项目、企业、口岸
search-hint = 名称、拼音、首字母
search-none = 没有符合的记录
search-count = { $n } 条结果

## 记录的种类
kind-unit = 单元
kind-hall = 厂房
kind-park = 园区
kind-parcel = 地块
kind-port = 口岸
kind-project = 项目
kind-enterprise = 企业
kind-region = 地区
title-unit = { $floor }层 { $number } 单元
title-parcel = { $number } 地块
brief-floor-space = 厂房 { $area }
brief-available = 可租 { $area }
brief-landing-days = 签约到投产 { $n } 天
brief-since = { $day } 起
count-floors = { $n } 层
count-months = { $n } 个月
count-years = { $n } 年
count-days = { $n } 天
count-minutes = { $n } 分钟

## 面板
panel-label = 详情
panel-path = 所属
panel-close = 关闭
panel-not-yet = 这一天还没有这条记录，它始于 { $day }。
panel-unknown = 没有这条记录：{ $key }。
panel-origin = 来源 { $source } · 截至 { $day }
action-show = 在地图上定位
action-copy = 复制链接
action-print = 打印
unit-until = 至 { $day }
unit-idle-for = 已空置 { $n } 天
unit-free-from = 预计 { $day } 可用
unit-since = { $day } 起
section-title = 厂房剖面
section-units = { $floors }层 { $n } 间
section-available = 可租 { $n }，预留 { $m }
space-status = 状态
space-share = 占比
space-heading = 可租 { $area }，占 { $percent } %
supply-title = 要素余量
supply-kinds = 已用，已承诺
supply-left = 余 { $n }
supply-short = 缺 { $n }
distances-title = 距离
distances-by = 公路
policies-title = 政策
parts-parks = 园区
parts-zones = 片区
nodes-title = 节点
nodes-reached = 实际
nodes-planned = 计划
project-flagship = 标志性项目
project-places = 用房用地
enterprise-leader = 链主企业
enterprise-left = { $day } 迁出
port-reported = { $day } 通报
port-unknown = 没有通报过状态
port-class = { $n } 类口岸

## 属性
attr-missing = 台账中未登记
attr-area = 建筑面积
attr-divisible = 可分割
attr-whole = 整层出租
attr-floor = 楼层
attr-floors = 层数
attr-storey = 层高
attr-clear-height = 净高
attr-floor-load = 楼面荷载
attr-grid = 柱网
attr-power = 配电
attr-power-max = 可扩配电
attr-expandable = 可扩 { $n }
attr-water = 给水
attr-steam = 蒸汽
attr-gas = 燃气
attr-wastewater = 污水
attr-dyeing = 印染
attr-no-dyeing = 不允许
attr-fire = 消防
attr-sprinklers = 喷淋
attr-no-sprinklers = 无喷淋
attr-lift = 货梯
attr-crane = 行车
attr-docks = 装卸口
attr-beds = 宿舍床位
attr-rent = 租金
attr-fee = 物业费
attr-deposit = 押金
attr-min-lease = 最短租期
attr-rent-free = 免租期
attr-available-from = 预计可用
attr-fits = 适用
attr-kind = 类型
attr-structure = 结构
attr-phase = 建设
attr-level = 级别
attr-planned = 规划面积
attr-built = 建成面积
attr-industries = 主导产业
attr-contact = 联系
attr-precision = 位置精度
attr-land = 面积
attr-supply = 供应方式
attr-use = 用途
attr-ratio = 容积率
attr-height-limit = 限高
attr-price = 价格
attr-term = 年限
attr-counterpart = 对方口岸
attr-class = 类别
attr-mode = 方式
attr-investor = 投资方
attr-origin = 来自
attr-industry = 产业
attr-invest = 总投资
attr-funded = 到位资金
attr-jobs = 用工
attr-need-area = 需厂房
attr-need-land = 需用地
attr-need-power = 需配电
attr-region = 地区
attr-chain = 产业链
attr-stage = 环节
attr-park = 园区
fire-a = 甲类
fire-b = 乙类
fire-c = 丙类
fire-d = 丁类
fire-e = 戊类
structure-concrete-frame = 钢筋混凝土框架
structure-steel-portal = 门式刚架
structure-steel-frame = 钢框架
supply-grant = 出让
supply-flexible-term = 弹性年期
supply-lease = 租赁
level-national = 国家级
level-provincial = 省级
level-prefecture = 州级
level-county = 县市级
mode-road = 公路
mode-rail = 铁路
mode-road-rail = 公路与铁路
mode-water = 水运
hall-standard = 标准厂房
hall-build-to-suit = 定制厂房
withheld-repair = 维修
withheld-inspection = 安全检查
withheld-own-use = 园区自用
withheld-dispute = 权属争议
ended-withdrew = 投资方退出
ended-elsewhere = 落户他处
ended-supply = 要素无法保障
ended-not-approved = 未获批准
ended-merged = 并入其他项目
ended-funds = 资金未到位

## 历史
history-title = 历史
history-count = 截至 { $day }，共 { $n } 条
history-corrected = （已更正）
history-correction = 更正
history-derived = 自动推定
history-about = 更正 { $day } 的记录
correction-retracted = 撤回：~{ $old }~
correction-fact = ~{ $old }~ → *{ $new }*
correction-day = { $what }，日期 ~{ $old }~ → *{ $new }*
correction-nothing = 内容不变
source-article = 公开报道 2024-07-24
source-ledger = 房屋台账

## 事实
fact-registered = 入账
fact-unit-registered = 入账：*{ $standing }*
fact-unit-started = 开工建设，转为*在建*
fact-unit-started-until = 开工建设，预计 { $day } 可用，转为*在建*
fact-unit-completed = 建成验收，转为*可租*
fact-unit-reserved = 预留至 { $day }，转为*已预留*
fact-unit-released = 取消预留，转为*可租*
fact-unit-leased = 出租至 { $day }，转为*已租*
fact-unit-leased-to = 租给{ $tenant }，至 { $day }，转为*已租*
fact-unit-renewed = 续租至 *{ $day }*
fact-unit-vacated = 退租收回，转为*可租*
fact-unit-withheld = *暂不出租*：{ $reason }
fact-unit-returned = 恢复招租，转为*可租*
fact-rent-set = 租金 *{ $new }*
fact-rent-changed = 租金 { $old } → *{ $new }*
fact-unit-surveyed = 现场核实：{ $changes }
turn-ending = 租约 90 天内到期，转为*即将到期*
turn-lapsed = 预留到期，转为*可租*
fact-hall-registered = 入账：{ $phase }，{ $area }
fact-hall-started = *开工*
fact-hall-completed = *建成验收*
fact-supply = 要素通报：{ $supply }
fact-policy = 政策施行：*{ $title }*，{ $issuer }
fact-parcel-registered = 入账：{ $area }
fact-parcel-offered = 上市供应，转为*可供*
fact-parcel-reserved = 为项目预留，转为*已预留*
fact-parcel-supplied = 完成供地，转为*已供*
fact-parcel-supplied-to = 供给{ $project }，转为*已供*
fact-parcel-withdrawn = 撤出供应，转为*暂不供应*
fact-port-registered-as = 入账：{ $status }
fact-port-status = 通报：*{ $status }*
fact-project-offered = 列入推介目录
fact-project-entered = 立项入库
fact-reached = *{ $node }*
fact-planned = 计划 { $day } { $node }
fact-replanned = { $node }改期：{ $old } → *{ $new }*
fact-funded = 到位资金 *{ $money }*
fact-flagged = 列为*标志性项目*
fact-placed = 确定位置
fact-placed-in = 落位{ $park }
fact-ended = *终止*：{ $reason }
fact-revived = 重新启动
fact-duty = 责任单位：*{ $unit }*
fact-progressed = 形象进度 *{ $percent } %*
fact-year-planned = { $year } 年计划投资 { $money }
fact-problem-raised = 问题：*{ $kind }*
fact-problem-solved = 问题办结：{ $kind }
fact-enterprise-came = 入驻
fact-enterprise-left = *迁出*

## 清单
list-count = 共 { $n } 条
list-more = 另有 { $n } 条，见表格
list-fulfils = 已落地
list-fulfils-not = 未落地
list-visit = { $from }，{ $n } 家企业
list-activity = { $kind }，{ $place }
list-invitation = 缅甸纺织企业
activity-outreach = 走访企业商会
activity-fair = 展会推介
activity-investment-training = 招商培训
activity-transfer-training = 产业转移培训
activity-on-site = 现场办公
census-province = 总部所在
census-why = 目标企业只公布数量，不公布名称。

## 时间
time-label = 时间
time-slider = 日期
time-field = 日期，如 2023-06-15
time-type = { $day }，点击输入日期
time-play = 播放
time-pause = 暂停
time-back = 上一{ $stride }
time-forth = 下一{ $stride }
time-speed = 速度 { $n } 倍
time-bars = 柱：每月事实数
time-today = 回到今天
time-keys = 空格播放，← → 逐日
time-is-today = 今天
time-is-past = 当日状态
stride-label = 步长
stride-day = 日
stride-month = 月
stride-quarter = 季
stride-day-short = 日
stride-month-short = 月
stride-quarter-short = 季
known-label = 按何时所知
known-now = 今天所知
known-on = { $day } 所知
known-on-shown = 当日（{ $day }）
known-no-corrections = 其后无更正
known-with-corrections = 含其后更正 { $n } 条
known-without-corrections = 不含其后更正 { $n } 条
known-why = 只用当时已经入账的事实，之后的更正和补录不算。
known-field = 按哪一天所知
known-take = 查看

## 地图
map-title = 沿边招商地图
map-map = 地图
map-day = { $day } 当日状态
map-known-on = （{ $day } 所知）
map-tools = 地图工具
map-zoom-in = 放大
map-zoom-out = 缩小
map-tilt = 立体，按楼层
map-table = 表格
map-no-webgl = 此浏览器不支持 WebGL 2，无法显示地图；表格、指标和详情照常可用。
map-failed = 地图没有打开；表格、指标和详情照常可用。
tip-several = { $n } 条记录，点击选择
credit-no-review = 审图号：演示底图未送审，不绘国界，位置与边界均为示例
credit-review = 审图号：{ $number }

## 手机
tab-find = 搜索
tab-legend = 图例
tab-figures = 指标
tab-time = 时间
tabs-label = 面板内容
sheet-label = 面板
sheet-grip = 展开或收起

## 提示
notice-close = 知道了
notice-copied = 链接已复制，打开即是当前画面。
notice-copy-this = 浏览器不允许复制，请手动复制：{ $link }
notice-not-a-day = “{ $text }”不是日期，请写成 2023-06-15。
notice-outside-history = 超出记录范围，已改为 { $day }。
notice-unknown = 链接中有无法识别的内容，已按默认显示：{ $list }
