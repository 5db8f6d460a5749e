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
