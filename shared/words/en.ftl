### All words of the Investment Map. One word a line: name = text. { $n } is a value filled in. Both languages have the same names.

## Product
app-name = Investment Map
sample-data = Sample data

## Unit status, in the order of the legend
status-leased = Leased
status-ending = Ending soon
status-reserved = Reserved
status-available = Available
status-construction = Under construction
status-planned = Planned
status-withheld = Withheld

## Project stage
stage-offered = Offered
stage-negotiating = Negotiating
stage-signed = Signed
stage-started = Started
stage-completed = Completed
stage-production = In production
stage-full = Full output
stage-ended = Ended

## Nodes of the life cycle
node-lead = Lead
node-assessed = Assessed
node-first-talk = First talk registered
node-negotiating = Negotiating
node-signed = Signed
node-landed = Landed
node-filed = Filed
node-approved = Energy and environment approved
node-permitted = Permitted
node-started = Construction started
node-entered = Entered in statistics
node-completed = Completed
node-in-production = In production
node-above-scale = Above scale
node-full-output = Full output

## Parcel status
parcel-planned = Planned
parcel-offered = On offer
parcel-reserved = Reserved
parcel-supplied = Supplied
parcel-withdrawn = Withdrawn

## Port status
port-open = Open
port-limited = Limited
port-closed = Closed

## Intent to relocate
problem-land = land
problem-hall = factory space
problem-labour = labour
problem-power-water = power and water
problem-permit = permits
problem-finance = finance
problem-customs = customs
problem-logistics = logistics
problem-other = other

intent-none = None seen
intent-watching = Watching
intent-willing = Willing
intent-negotiating = Negotiating

## Figures
figure-textile-enterprises = Textile and garment firms
figure-idle-floor-area-m2 = Idle floor space
figure-leased-floor-area-m2 = Leased floor space
figure-offered-projects = Offered projects
figure-flagship-projects = Flagship projects
figure-target-enterprises = Target enterprises
figure-landing-rate = Landing rate
figure-fastest-landing-days = Fastest landing
figure-visit-batches = Investor visits
figure-enterprises-met = Enterprises and chambers met
figure-myanmar-enterprises-invited = Myanmar textile firms invited

## Rules of the figures
rule-textile-enterprises = enterprises of the textile chain present in the region on the day
rule-idle-floor-area-m2 = gross floor area of the units that are available on the day
rule-leased-floor-area-m2 = gross floor area of the units that are leased on the day, those ending soon included
rule-offered-projects = offered projects in the catalogue on the day that have not ended
rule-flagship-projects = projects named flagship by the day
rule-target-enterprises = target enterprises in the register on the day
rule-landing-rate = projects signed and landed within { $year } ÷ projects signed within { $year }, by the day
rule-fastest-landing-days = fewest days from signing to production among projects in production
rule-visit-batches = batches of visiting investors received by the day
rule-enterprises-met = enterprises and chambers met by the day
rule-myanmar-enterprises-invited = Myanmar textile firms invited by the day
rule-no-denominator = no project was signed in { $year } by the day, so there is no rate

## Counts
count-units = { $n ->
    [one] { $n } unit
   *[other] { $n } units
}

## Kinds of record
record-region = region
record-chain = chain
record-park = park
record-hall = hall
record-unit = unit
record-parcel = parcel
record-port = port
record-project = project
record-enterprise = enterprise
record-target = target enterprise
record-visit = visit
record-activity = activity
record-invitation = invitation
record-request = request
record-rule = rule

## How far the building of a hall has come
phase-planned = planned
phase-building = under construction
phase-complete = complete

## Reasons for a refusal: what is wrong, where, how to mend it
refusal-unreadable = The command cannot be read. { $field ->
    [none] { "" }
   *[other] Field “{ $field }”:{" "}
}{ $reason }. Correct it as the interface description says and send it again.
refusal-axes-swapped = In “{ $field }”, position [{ $lat }, { $lon }] has latitude before longitude. Write [{ $lon }, { $lat }]: longitude first.
refusal-unknown-record = There is no { $entity } { $key } in the ledger. Check the key, or register it first.
refusal-already-exists = The { $entity } { $key } has been in the ledger since { $since }. Choose another key; to change what was entered, correct it.
refusal-not-yet-there = The { $entity } { $key } has been in the ledger only since { $since }; nothing of { $day } can be recorded of it. Check the day, or first correct the day it was registered.
refusal-in-future = { $day } is still to come; today is { $today }. Only what happened can be recorded; plan what is to come.
refusal-too-early = { $day } is before { $earliest }; the year may be a slip. Check the day.
refusal-end-before-start = The last day, { $until }, is before the first, { $day }. Check both days.
refusal-contradicts-later = With this, fact { $version } of { $stream } ({ $day }) would no longer hold: { $because } If that fact is wrong, correct it first.
refusal-unit-not-available = On { $day } unit { $unit } is “{ $status }”{ $until ->
    [none] { "" }
   *[other] {" "}(until { $until })
} and cannot be let, reserved or withheld. { $status_is ->
    [reserved] Choose another unit or day; if the tenant is whom it was kept for, say that the lease comes from the reservation; if it is kept no longer, release it first.
    [withheld] Choose another unit or day; if it is back on the market, record its return first.
   *[other] Choose another unit or day; if the tenant has left, record first that it was vacated.
}
refusal-unit-not-finished = On { $day } unit { $unit } is “{ $status }”: it is not built yet. Record the completion of the hall first.
refusal-unit-not-leased = On { $day } unit { $unit } is “{ $status }”: no lease is running. Check unit and day, or record the lease first.
refusal-unit-not-reserved = On { $day } unit { $unit } is “{ $status }”: no reservation is running. A reservation lapses by itself after its last day.
refusal-unit-not-withheld = On { $day } unit { $unit } is “{ $status }”: it is not withheld and need not be returned. Check unit and day.
refusal-unit-not-planned = On { $day } unit { $unit } is “{ $status }”, not planned; building cannot begin again. Check the day.
refusal-unit-finished = On { $day } unit { $unit } is “{ $status }”: it is finished. Check the day.
refusal-lease-too-long = A lease until { $until } is longer than the twenty years the law allows (Civil Code, article 705), that is until { $latest }. Check the last day.
refusal-renewal-not-longer = The lease of unit { $unit } runs until { $held }; a renewal until { $until } makes it no longer. Give a later day; if the end of the lease was wrong, correct it.
refusal-hall-area-exceeded = On { $day } the units of hall { $hall } add up to { $sum } ㎡, more than the hall’s { $area } ㎡. Check the unit’s area; if the hall’s own area is wrong, survey the hall (survey_hall).
refusal-areas-must-balance = Hall { $hall } has { $area } ㎡; its units would add up to { $sum } ㎡. Correct the areas of all units concerned in one survey of the hall (survey_hall), so that the sum is the hall’s.
refusal-unit-of-other-hall = Unit { $unit } is part of hall { $other }, not of { $hall }. Check the keys.
refusal-outside-hall = The floors of hall { $hall } count from 1 to { $floors }, the bays of each from 0 to { $bays }; the place given is not among them. The last bay lies after the first.
refusal-place-taken = On floor { $floor } unit { $other } stands in this place. Check floor and bays.
refusal-hall-not-planned = Hall { $hall } is “{ $phase }”; building cannot begin again. Check key and day.
refusal-hall-complete = On { $day } hall { $hall } is complete. Check key and day; if the day of completion was wrong, correct it.
refusal-parcel-not-available = On { $day } parcel { $parcel } is “{ $status }”, which rules this change out. Check parcel and day.
refusal-project-ended = Project { $project } ended on { $on }. Record first that it was taken up again, or check the day.
refusal-project-not-ended = On { $day } project { $project } goes on; it did not end and need not be revived. Check key and day.
refusal-node-reached = Project { $project } reached “{ $node }” on { $on }. If that day was wrong, correct it.
refusal-already-flagship = Project { $project } is a flagship project already; nothing needs to be recorded.
refusal-outside-park = The { $entity } { $key } is not in park { $park }. Check the key, or give the park it is in.
refusal-enterprise-gone = Enterprise { $enterprise } left on { $on }. Check key and day.
refusal-target-dropped = Target enterprise { $target } is off the register. Check the key.
refusal-already-linked = Target enterprise { $target } is linked to project { $project } already. Check the keys.
refusal-first-talk-protected = The first talk with target { $target } was registered by { $by } and is protected until { $until }. Agree with that place, or register after that day.
refusal-unit-promised = Unit { $unit } has been promised to target { $target } since { $since }. Withdraw that promise first, or promise another unit.
refusal-nothing-promised = Nothing was promised to target { $target } on { $day }. Check the key.
refusal-problem-open = Project { $project } has had an open problem “{ $kind }” since { $on }. Solve that one first.
refusal-problem-not-open = Project { $project } has no open problem “{ $kind }”. Check the kind.
refusal-rule-of-other-kind = { $rule } is a rule of another kind. Choose another key for this one.
refusal-light-contradicts = { $field }: red above { $red } would come before yellow from { $yellow }. Give a red limit that is not below the yellow one.
refusal-said-twice = { $field } of rule { $rule } says the same thing twice. Keep one of them.
refusal-already-resolved = Request { $request } was resolved on { $on }. Raise a new problem as a new request.
refusal-unknown-stage = Chain { $chain } has no stage { $stage }. Choose one of its stages, or define the chain anew first.
refusal-stage-twice = Stage { $stage } stands twice. Give each stage once.
refusal-stage-loop = Stage { $stage } leads back to itself. Check the inputs of the stages.
refusal-stream-unknown = There is no record “{ $stream }”. Write it as unit/RL-02-201: kind, slash, key.
refusal-version-unknown = { $stream } has no fact { $version }; its last is { $last }. Check the number.
refusal-corrects-correction = Fact { $version } of { $stream } is itself a correction of fact { $corrected }. Correct fact { $corrected } again instead.
refusal-corrects-nothing = This correction of fact { $version } of { $stream } changes nothing. Give the right content or day, or retract the fact.
refusal-other-entity = A fact of kind { $kind } does not belong in { $stream }. Use a fact of the same kind of record.
refusal-entry-stays = A correction of fact { $version } of { $stream } cannot turn an entry into another fact, nor another fact into an entry. Retract the fact and record the right one.
refusal-retracts-and-corrects = Fact { $version } of { $stream } can be retracted or put right, not both.
refusal-still-in-use = The { $by_entity } { $by } refers to the { $entity } { $key }, whose entry can therefore not be taken back. Correct or retract the former first.
refusal-always-internal = The { $entity } { $key } is internal and never public. Leave the audience out.
refusal-record-hidden = The { $entity } { $key } is not shown to this audience, so one of its facts cannot be. Narrow the audience.
refusal-not-shown = Fact { $version } of { $stream } ({ $day }) is shown to readers to whom the { $entity } { $key } is not shown on that day. Correct the day on which it was entered for them, or retract that fact, first.
refusal-audience-fixed = A correction of fact { $version } of { $stream } is seen by those who saw the fact. Leave the audience out.
refusal-text-missing = “{ $field }” must not be empty. Give both Chinese and English.
refusal-text-too-long = “{ $field }” has { $length } characters; { $max } is the most. Shorten it.
refusal-text-unprintable = “{ $field }” holds a character that cannot be shown, { $character }. Delete it and enter the text again.
refusal-out-of-range = “{ $field }” is { $value }, outside { $min } to { $max }. Check number and unit.
refusal-not-a-country = “{ $value }” in “{ $field }” is not a country code. Use two capital letters such as MM.
refusal-says-nothing = The command { $command } says nothing new. Give at least one value that is.
refusal-far-away = In “{ $field }”, position [{ $lon }, { $lat }] is not in or around China. Check the degrees and the datum (WGS 84, longitude first).
refusal-ring-open = The outline in “{ $field }” is not closed. Let its last position equal the first.
refusal-ring-too-short = The outline in “{ $field }” has only { $positions } positions. It needs three different ones and the first again.
refusal-ring-crosses = The outline in “{ $field }” crosses itself near [{ $lon }, { $lat }]. Put its positions in order.
refusal-ring-flat = The outline in “{ $field }” has no inside. Check its positions.
refusal-not-four-corners = “{ $field }” has { $corners } corners. The footprint of a hall has four, and the first again.

## Units
unit-wan-m2 = ha
unit-m2 = m²

## Days of the week
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

## Map
map-free = free
map-schematic = (schematic)
map-unit-land = ha
map-zone-note = { $total } ha of floor space, { $free } free

## Table: the equivalent of the map
table-label = Table equivalent to the map
table-kinds = Kind of record
table-units = Units
table-halls = Halls
table-parks = Parks
table-projects = Projects
table-parcels = Parcels
table-ports = Ports
table-caption = { $kind }, { $place }, { $day }: { $n } in all
table-caption-view = { $kind } in view on the map, { $day }: { $n } in all
table-known = , as known on { $day }
table-hidden = { $n } more are switched off in the legend and not listed.
table-empty = There is no record to list.
table-in-view = Only what the map shows
table-sort = Sort by this column
table-total = Total
table-range = { $from }–{ $to } of { $n }, at most { $size } to a page
table-pages = Pages
table-first = First page
table-previous = Previous page
table-next = Next page
table-last = Last page
table-missing = “—” means not recorded
table-col-park = Park
table-col-zone = Park or zone
table-col-whole = Part of
table-col-county = County
table-col-status = Status
table-col-since = Since
table-col-until = Held until
table-col-area = Floor area
table-col-floor = Floor
table-col-floors = Floors
table-col-clear = Clear height
table-col-load = Floor load
table-col-power = Power
table-col-rent = Rent
table-col-free-from = Expected
table-col-phase = Building
table-col-stage = Stage
table-col-invest = Investment
table-col-funded = Funds in place
table-col-jobs = Jobs
table-col-days = Signing to production
table-col-land = Area
table-col-use = Use
table-col-far = Floor area ratio
table-col-price = Land price
table-col-term = Term
table-col-counterpart = Counterpart
table-col-class = Class
table-col-reported = Reported
table-col-source = Source
table-unit-m = m
table-unit-load = t/m²
table-unit-kva = kVA
table-unit-rent = CNY/m²·month
table-unit-money = CNY m
table-unit-persons = persons
table-unit-price = CNY m/ha
table-unit-years = years
table-unit-days = days

## Pictures
picture-button = PNG
picture-label = Save this view as a picture
picture-once = 1×, for screens
picture-twice = 2×, for documents
picture-four = 4×, for large prints
picture-working = Drawing the picture at { $n }×, one moment…
picture-saved = Saved { $file }, { $width } × { $height } px.
picture-smaller = { $asked }× is more than this device can draw. Saved { $file } at { $n }×, { $width } × { $height } px.
picture-failed = The browser made no picture. Close other pages, or choose a smaller size.
picture-no-map = There is no map to make a picture of.
picture-as-of = As of
picture-known = as known on { $day }
picture-units = Units (number, ha)
picture-projects = Projects (number, CNY m)
picture-ground = On the ground (number, ha)

## Print
print-working = Preparing the map for print, one moment…
print-label = Sheet for print
print-no-map = No map: this browser has no WebGL 2. Figures and records are not affected.
print-map = Map of { $place }, { $day }

## Opening
opening = Opening the investment map…
opening-failed = The facts did not arrive. Check the network, then try again.
opening-again = Try again
part-failed = This part did not arrive. Check the network.
skip-to-map = Skip to the map

## Header
path-label = Place that is counted
path-province = Province
path-prefecture = Prefecture
path-county = County
path-park = Park
path-all-prefectures = All prefectures
path-all-counties = All counties
path-all-parks = All parks
live-opening = Connecting
live-head = Live · fact { $n }
live-lost = Connection lost, reconnecting
language-switch = 切换到中文
theme-light = light
theme-dark = dark
theme-wall = wall
theme-switch = Colours: { $now }, change to { $next }

## Figures
figures-label = Figures
figure-year-projects = Projects this year
rule-year-projects = projects signed, started and in production in { $year }, by the day
origin-more = end of { $year } { $base }, up { $by }
origin-less = end of { $year } { $base }, down { $by }
origin-same = end of { $year } { $base }, change { $by }
origin-rate = landed { $landed } ÷ signed { $signed }
origin-willing = { $n } willing to relocate
unit-firms = firms
unit-projects = projects
unit-batches = batches
unit-days = days
unit-land = ha
unit-load = t/m²
unit-rent = CNY/m²·month
unit-price = CNY 10,000/mu

## Legend
legend-label = Legend and filters
legend-units = Hall units
legend-units-count = units
legend-total = Total
legend-projects = Projects
legend-count = count
legend-money = CNY m
legend-ground = On the ground
legend-ports = Ports
legend-parks = Parks and zones
legend-parcels = Land parcels
legend-hint = Click switches, double-click leaves only this one
scope-label = Counted:
scope-in-view = what is in view
scope-to-view = Count what is in view
scope-to-region = Count the chosen place

## Search
search-label = Search parks, halls, projects, firms, ports
search-hint = Name, pinyin, initials
search-none = Nothing fits
search-count = { $n ->
    [one] { $n } result
   *[other] { $n } results
}

## Kinds of record
kind-unit = Unit
kind-hall = Hall
kind-park = Park
kind-parcel = Parcel
kind-port = Port
kind-project = Project
kind-enterprise = Enterprise
kind-region = Region
title-unit = Floor { $floor }, unit { $number }
title-parcel = Parcel { $number }
brief-floor-space = { $area } of floor space
brief-available = { $area } available
brief-landing-days = signing to production { $n } days
brief-since = since { $day }
count-floors = { $n ->
    [one] { $n } floor
   *[other] { $n } floors
}
count-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
count-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
count-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
count-minutes = { $n } min

## Panel
panel-label = Details
panel-path = Part of
panel-close = Close
panel-not-yet = There was no such record on this day; it begins on { $day }.
panel-unknown = There is no such record: { $key }.
panel-origin = Source: { $source } · as of { $day }
action-show = Show on the map
action-copy = Copy link
action-print = Print
unit-until = until { $day }
unit-idle-for = { $n ->
    [one] empty for { $n } day
   *[other] empty for { $n } days
}
unit-free-from = free from { $day }
unit-since = since { $day }
section-title = Section of the hall
section-units = { $floors } floors, { $n } units
section-available = { $n } available, { $m } reserved
space-status = Status
space-share = Share
space-heading = { $area } available, { $percent } %
supply-title = Supply
supply-kinds = used, promised
supply-left = { $n } left
supply-short = { $n } short
distances-title = Distances
distances-by = by road
policies-title = Policies
parts-parks = Parks
parts-zones = Zones
nodes-title = Node
nodes-reached = Reached
nodes-planned = Planned
project-flagship = Flagship
project-places = Units and land
enterprise-leader = Chain leader
enterprise-left = left on { $day }
port-reported = reported on { $day }
port-unknown = no status reported
port-class = Class { $n }

## Attributes
attr-missing = not entered in the ledger
attr-area = Floor area
attr-divisible = Divisible
attr-whole = let as a whole
attr-floor = Floor
attr-floors = Floors
attr-storey = Storey height
attr-clear-height = Clear height
attr-floor-load = Floor load
attr-grid = Column grid
attr-power = Power
attr-power-max = Power, at most
attr-expandable = up to { $n }
attr-water = Water
attr-steam = Steam
attr-gas = Gas
attr-wastewater = Wastewater
attr-dyeing = Dyeing
attr-no-dyeing = not allowed
attr-fire = Fire class
attr-sprinklers = sprinklers
attr-no-sprinklers = no sprinklers
attr-lift = Goods lift
attr-crane = Crane
attr-docks = Dock doors
attr-beds = Dormitory beds
attr-rent = Rent
attr-fee = Service fee
attr-deposit = Deposit
attr-min-lease = Shortest lease
attr-rent-free = Rent-free
attr-available-from = Free from
attr-fits = Fits
attr-kind = Kind
attr-structure = Structure
attr-phase = Building
attr-level = Level
attr-planned = Planned area
attr-built = Built area
attr-industries = Industries
attr-contact = Contact
attr-precision = Position within
attr-land = Area
attr-supply = Supply
attr-use = Use
attr-ratio = Floor area ratio
attr-height-limit = Height limit
attr-price = Price
attr-term = Term
attr-counterpart = Counterpart
attr-class = Class
attr-mode = Mode
attr-investor = Investor
attr-origin = From
attr-industry = Industry
attr-invest = Investment
attr-funded = Funds in place
attr-jobs = Jobs
attr-need-area = Floor space needed
attr-need-land = Land needed
attr-need-power = Power needed
attr-region = Region
attr-chain = Chain
attr-stage = Stage
attr-park = Park
fire-a = class A
fire-b = class B
fire-c = class C
fire-d = class D
fire-e = class E
structure-concrete-frame = concrete frame
structure-steel-portal = steel portal frame
structure-steel-frame = steel frame
supply-grant = granted
supply-flexible-term = flexible term
supply-lease = leased
level-national = national
level-provincial = provincial
level-prefecture = prefecture
level-county = county
mode-road = road
mode-rail = railway
mode-road-rail = road and railway
mode-water = river
hall-standard = standard factory
hall-build-to-suit = build-to-suit
withheld-repair = under repair
withheld-inspection = safety inspection
withheld-own-use = used by the park
withheld-dispute = ownership in dispute
ended-withdrew = the investor withdrew
ended-elsewhere = went elsewhere
ended-supply = could not be supplied
ended-not-approved = not approved
ended-merged = merged into another project
ended-funds = funds did not come

## History
history-title = History
history-count = { $n ->
    [one] by { $day }, { $n } fact
   *[other] by { $day }, { $n } facts
}
history-corrected = { " " }(corrected)
history-correction = Correction
history-derived = derived
history-about = corrects the record of { $day }
correction-retracted = taken back: ~{ $old }~
correction-fact = ~{ $old }~ → *{ $new }*
correction-day = { $what }, day ~{ $old }~ → *{ $new }*
correction-nothing = nothing changed
source-article = press report of 24 Jul 2024
source-ledger = ledger of halls

## Facts
fact-registered = Entered
fact-unit-registered = Entered: *{ $standing }*
fact-unit-started = Building began, now *under construction*
fact-unit-started-until = Building began, free from { $day }, now *under construction*
fact-unit-completed = Completed, now *available*
fact-unit-reserved = Kept until { $day }, now *reserved*
fact-unit-released = Reservation given up, now *available*
fact-unit-leased = Let until { $day }, now *leased*
fact-unit-leased-to = Let to { $tenant } until { $day }, now *leased*
fact-unit-renewed = Lease prolonged until *{ $day }*
fact-unit-vacated = Given back, now *available*
fact-unit-withheld = *Withheld*: { $reason }
fact-unit-returned = Back on the market, now *available*
fact-rent-set = Rent *{ $new }*
fact-rent-changed = Rent { $old } → *{ $new }*
fact-unit-surveyed = Surveyed: { $changes }
turn-ending = Lease ends within 90 days, now *ending soon*
turn-lapsed = Reservation lapsed, now *available*
fact-hall-registered = Entered: { $phase }, { $area }
fact-hall-started = *Building began*
fact-hall-completed = *Completed*
fact-supply = Supply reported: { $supply }
fact-policy = Policy in force: *{ $title }*, { $issuer }
fact-parcel-registered = Entered: { $area }
fact-parcel-offered = Offered to investors, now *on offer*
fact-parcel-reserved = Kept for a project, now *reserved*
fact-parcel-supplied = Supplied, now *supplied*
fact-parcel-supplied-to = Supplied to { $project }, now *supplied*
fact-parcel-withdrawn = Taken off the market, now *withdrawn*
fact-port-registered-as = Entered: { $status }
fact-port-status = Reported: *{ $status }*
fact-project-offered = Entered in the catalogue of offers
fact-project-entered = Entered
fact-reached = *{ $node }*
fact-planned = { $node } planned for { $day }
fact-replanned = { $node } moved: { $old } → *{ $new }*
fact-funded = Funds arrived: *{ $money }*
fact-flagged = Named a *flagship project*
fact-placed = Given a place
fact-placed-in = Placed in { $park }
fact-ended = *Ended*: { $reason }
fact-revived = Taken up again
fact-duty = Responsible: *{ $unit }*
fact-progressed = Progress on site *{ $percent } %*
fact-year-planned = Planned for { $year }: { $money }
fact-problem-raised = Problem: *{ $kind }*
fact-problem-solved = Problem solved: { $kind }
fact-enterprise-came = Present from this day
fact-enterprise-left = *Left*

## Lists
list-count = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
list-more = { $n } more, see the table
list-fulfils = landed
list-fulfils-not = not landed
list-visit = { $from }, { $n } firms
list-activity = { $kind }, { $place }
list-invitation = Myanmar textile firm
activity-outreach = calls on firms and chambers
activity-fair = trade fair
activity-investment-training = investment training
activity-transfer-training = industry-transfer training
activity-on-site = problems solved on site
census-province = Head office
census-why = Target enterprises are published as counts, never by name.

## Time
time-label = Time
time-slider = Day
time-field = Day, such as 2023-06-15
time-type = { $day }, click to type a day
time-play = Play
time-pause = Pause
time-back = One { $stride } back
time-forth = One { $stride } on
time-speed = Speed { $n } times
time-bars = Bars: facts per month
time-today = Back to today
time-keys = space plays, ← → by day
time-is-today = Today
time-is-past = As it was that day
stride-label = Step
stride-day = day
stride-month = month
stride-quarter = quarter
stride-day-short = D
stride-month-short = M
stride-quarter-short = Q
known-label = As we knew it on
known-now = What we know today
known-on = { $day }
known-on-shown = That day ({ $day })
known-no-corrections = no later corrections
known-with-corrections = { $n ->
    [one] { $n } later correction in it
   *[other] { $n } later corrections in it
}
known-without-corrections = { $n ->
    [one] without { $n } later correction
   *[other] without { $n } later corrections
}
known-why = Only what had been recorded by then; later corrections and entries do not count.
known-field = Known on which day
known-take = Show

## Map
map-title = Investment map
map-map = Map
map-day = As of { $day }
map-known-on = { " " }(as known on { $day })
map-tools = Map tools
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-tilt = Tilted, by floor
map-table = Table
map-no-webgl = This browser has no WebGL 2, so there is no map; table, figures and details work as usual.
map-failed = The map did not open; table, figures and details work as usual.
tip-several = { $n } records, click to choose
credit-no-review = Map review no.: demonstration ground, not submitted; no national boundary drawn; places and outlines are samples
credit-review = Map review no.: { $number }


## Phones
tab-find = Search
tab-legend = Legend
tab-figures = Figures
tab-time = Time
tabs-label = What the sheet shows
sheet-label = Sheet
sheet-grip = Pull up or down

## Notices
notice-close = Close
notice-copied = The link is copied; it opens this very view.
notice-copy-this = The browser does not let us copy; copy it by hand: { $link }
notice-not-a-day = “{ $text }” is not a day; write it as 2023-06-15.
notice-outside-history = Outside the history; showing { $day } instead.
notice-unknown = Part of the link was not understood and left at its default: { $list }

### The battle chart.

pages-label = Pages
page-map = Map
page-chart = Battle chart
chart-title = { $chain }
chart-filters = Filters
chart-chain = Chain
chart-stage = Stage
chart-park = Park
chart-home = Province
chart-light = Light
chart-person = Person
chart-preset = Rule
chart-all = All
chart-clear = Clear filters
chart-print = Print
chart-unknown-chain = There is no chain called “{ $chain }”. Choose one of these:
chain-picture-present = Present
chain-picture-future = Future
chain-picture-difference = Difference
chain-title = Chain
chain-growth = { $before } → { $now } firms
chain-whole = { $growth }; no stage is empty
chain-broken = { $growth }; broken at { $stages }
chain-before = There on the first day
chain-since = Came since
chain-wanted = Wanted
chain-counts = { $n } firms, { $targets } targets
chain-counts-future = { $n } firms planned
chain-loop = Stage “{ $stage }” leads back to itself; that link is not drawn. Check the inputs in the definition of the chain.
chain-unknown-input = Stage “{ $stage }” names the input “{ $input }”, which is no stage; it is not drawn.
gap-fill = Fill
gap-strengthen = Strengthen
gap-extend = Extend
gap-fill-seal = F
gap-strengthen-seal = S
gap-extend-seal = E
gap-nobody = To fill: { $n } of { $wanted } firms wanted
gap-below = To strengthen: { $n } firms, less than { $percent } % of the { $wanted } wanted
gap-end = To extend: { $n } of { $wanted } firms wanted at this end of the chain
elements-title = Elements
elements-about = needs against what is free
element-steam = Steam
element-dyeing = Dyeing discharge
element-wastewater = Wastewater
element-water = Water
element-power = Power
element-workers = Labour
element-space = Halls
element-used = Used
element-promised = Promised
element-asked = Asked for
element-total = Total
element-gap = Short
element-overpromised = { $park } promised { $promised } { $unit } of { $what } and has { $free } { $unit } free
sign-steam = St
sign-drain = Dr
sign-water = Wa
sign-power = Po
sign-workers = La
sign-space = Ha
node-need = { $what }: { $asks } { $unit } asked, { $free } { $unit } free
unit-persons = persons
front-title = Front
front-none = No targets
front-share = { $names } hold { $share } % of { $all } targets
front-play = Play
front-stop = Stop
front-source = Source
front-targets = Targets
front-returning = About { $n } invited to return
bucket-untouched = Untouched
bucket-willing = Willing
bucket-negotiating = Negotiating
bucket-signed = Signed
funnel-title = Funnel
funnel-slowest = slowest: { $node }, { $days } d
funnel-all = All
funnel-window = Window
funnel-days = { $days } d
funnel-measured = { $n } with both dates
funnel-node = Node
funnel-leads = Leads
funnel-since = Median days
rate-cohort = Of those in the denominator, up to the day
rate-both = Both within the window
rate-apart = Each counted by itself
rate-empty = Nothing to divide by
rate-fulfils = Yes
rate-misses = Not yet
rate-rule = { $over } ÷ { $under }
landing-best = { $days } d, fastest of all chains
landing-median = median { $days } d
landing-about = signing to production
board-title = Board
board-about = late first
board-more = { $n } more
board-empty = Nothing passes the filters
board-projects = Projects
board-targets = Targets
group-none = Not grouped
group-unit = Unit
group-label = Group by
group-unknown = Not set
column-name = Name
column-progress = Progress
column-investment = Investment
column-year = Year: come / planned
column-physical = Done / planned
column-problems = Problems
column-leader = Leader
column-unit = Responsible
column-person = Person
column-next = Next
column-why = Why
light-red = Red
light-yellow = Yellow
light-green = Green
why-ahead = { $late } points ahead of schedule
why-progress-red = { $late } points behind ({ $actual } of { $plan } %), more than { $red }
why-progress-yellow = { $late } points behind ({ $actual } of { $plan } %), between { $yellow } and { $red }
why-progress-green = { $late } points behind, less than { $yellow }
why-start-green = Start planned for { $since }
why-start-month = Start planned this month ({ $since }), not started
why-start-late = Start planned for { $since }, not started for { $late } months
why-entry-green = Started { $days } days ago, within a month
why-entry-late = Started { $days } days ago, not entered in statistics for { $late } months
why-investment-green = Funds keep pace with the year’s plan
why-investment-late = { $actual } 万元 in place, { $late } % below the year’s pace
why-node-green = Next, “{ $node }”, due { $since }
why-node-late = “{ $node }” was due { $since }, { $days } days ago
why-action-green = Next action due { $since }
why-action-late = Next action was due { $since }, { $days } days ago
why-nothing = No plan to judge by
person-leader = Leader { $n }
person-staff = Officer { $n }
action-call = Call
action-visit = Visit
action-invite = Invite
action-offer = Send an offer
action-first-talk = Register first talk
action-negotiate = Negotiate
action-sign = Sign
criterion-area = Floor space
criterion-time = Time
criterion-power = Power
criterion-dyeing = Dyeing quota
criterion-steam = Steam
criterion-water = Water
criterion-wastewater = Wastewater
criterion-height = Clear height
criterion-load = Floor load
criterion-rent = Rent
criterion-stage = Stage
criterion-promise = Not promised
miss-stage = not meant for this stage
miss-promise = promised to another
miss-dyeing = no dyeing quota
miss-time-unknown = free day not known
miss-time = free { $days } days late ({ $from })
miss-unknown = { $what } not known
miss-rent = rent { $by } 元/㎡·月 too high
miss-short = { $what }: { $by } short
fit-halls = Halls that fit
fit-count = { $full } in everything, { $n } in all hard criteria
fit-full = fits in everything
fit-except = does not fit: { $list }
fit-except-soft = fits except: { $list }
fit-unknown = This target is not on the register on this day, or outside the chosen region
fit-promised = Promised by { $park }: { $what }
fit-targets = { $unit }: targets it fits
weight-label = Criteria
weight-hard = hard
weight-soft = soft
weight-off = off
weight-said = { $what }: { $weight }
beside-count = { $n } in all
stage-chief = Chain chief: { $who }, { $office }
stage-firms = Firms present
stage-wanted = Firms wanted
stage-area = Floor space let
stage-projects = Projects under way
stage-targets = Targets nearest to a decision
office-closed = Targets, responsibilities and problems are for officials only.
office-sign-in = Sign in
login-title = Officials: sign in
login-about = Sign in with the account that your administrator made for you.
login-about-token = The operator token opens the officials’ view for this browser session.
login-name = User name
login-password = Password
login-by-token = Use the operator token instead
login-by-name = Use an account instead
login-change-first = Set your own password
login-change-title = Change the password
login-change-about = A one-time password opens the door once. Your own has at least 12 characters and does not hold your name.
login-change-rule = At least 12 characters, without your name. Every other device is signed out.
login-once = One-time password
login-old = Old password
login-new = New password
login-again = New password, once more
login-differ = The two new passwords differ.
login-changed = The password is changed.
login-change-send = Set the password
role-viewer = viewer
role-editor = editor
role-reviewer = reviewer
role-administrator = administrator
account-link = Account
keep-title = Accounts
keep-told = One-time password of { $name }, told only now:
keep-role = Role
keep-region = Region
keep-state = State
keep-actions = Actions
keep-ended = ended
keep-once = has a one-time password
keep-reset = New password
keep-end = End
keep-add = Make the account
keep-audit = Audit (CSV)
account-title = My account
account-who = { $name }, { $role }, { $region }
account-sessions = Where I am signed in
account-began = Since
account-used = Last used
account-from = From
account-here = this one
account-end = End
login-token = Operator token
login-send = Sign in
chain-picture-label = State of the chain
sheet-about = About
sheet-day = As of
sheet-region = Region
sheet-note = Data
sheet-number = No.
sheet-gap = Gap
sheet-unit = Unit of measure
sheet-measured = Leads with both dates
sheet-rates = Rates
sheet-numerator = Numerator
sheet-denominator = Denominator
sheet-rate = Rate
sheet-year = Year
sheet-plan = Schedule, %
sheet-due = Due
chart-timeline = Show or hide the time line
element-over = { $n } promises beyond what is free
board-wide = All columns
board-narrow = Fewer columns
rate-all-chains = all chains { $rate } ({ $parts })
map-filtered = Filtered by the battle chart
unit-suitors = Targets that fit
board-paper = The most urgent first, as far as the sheet reaches; the whole list is in the workbook.
office-sign-out = Sign out
stage-open = More on { $stage } ›
page-desk = Desk
agenda-title = My day
agenda-count = { $n } items, { $late } late
agenda-empty = Nothing is late, and nothing comes due within two weeks.
agenda-closed = The desk is for officials.
agenda-late = Late
agenda-soon = Within two weeks
agenda-later = Leases that end within 90 days
agenda-due = Due
agenda-left = Days
agenda-matter = What
agenda-days-late = { $n } d late
agenda-days-left = in { $n } d
agenda-today = today
agenda-request = Request: { $what }
agenda-problem = Problem to be solved: { $what }
agenda-first-talk = First-talk protection ends
agenda-node = Planned: { $what }
agenda-reservation = Reservation lapses
agenda-lease = Lease ends
agenda-resolve = Resolved…
agenda-solve = Solved…
agenda-release = Released…
agenda-vacate = Vacated…
agenda-reach = Reached…
agenda-on = On which day
agenda-record = Record
agenda-cancel = Cancel
