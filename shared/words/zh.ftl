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
