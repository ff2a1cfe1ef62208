/** The packages of the sample provider, one row each, in the columns of packages.csv. Every kind that OpenMRC knows is there. */
const rows = `
did-us-local,US local DID,"Local number, unlimited inbound channels",USD,0.25,1.00,0.50,1.00,monthly,1,1,advance,prorate,full,no,0,30,,,,charge
did-us-tollfree,US toll-free DID,"8XX number, RespOrg fee included, charged twice a month",USD,0.75,2.95,2.00,5.00,monthly,1,15|31,advance,skip,full,no,0,90,,,,charge
did-uk-geo,UK geographic DID,Local number with two channels,USD,0.35,1.50,0,1.00,monthly,1,1,advance,prorate,full,no,0,30,,,,charge
sip-channel,SIP trunk channel,One concurrent call in or out,USD,6.40,14.99,0,0,monthly,1,1,advance,prorate,prorate,no,0,0,,,,charge
pbx-seat,Hosted PBX seat,"Extension, voicemail, webphone and mobile app",USD,2.15,9.95,0,12.50,monthly,1,,advance,skip,prorate,no,0,0,,,,charge
phone-desk,Desk phone rental,"Colour desk phone, replaced when broken",USD,3.333333,7.50,9.00,19.99,monthly,1,28,arrears,prorate,prorate,no,0,365,,,,charge
phone-cordless,Cordless phone rental,Base station and two handsets,USD,4.10,9.90,11.00,24.99,monthly,1,28,arrears,prorate,prorate,no,0,365,,,,charge
min-spend-50,Minimum spend 50,Committed call spend a month,USD,0,50.00,0,0,monthly,1,1,arrears,skip,full,yes,2,0,,,,charge
min-spend-500,Minimum spend 500,"Committed call spend a month, first month by the day",USD,0,500.00,0,0,monthly,1,1,arrears,prorate,prorate,yes,2,0,,,,charge
free-uk-in-us,"Free minutes UK, India and USA",Bundle for the three busiest destinations,USD,3.00,8.00,0,0,monthly,1,1,advance,full,full,no,0,0,free_minutes,^44|^91|^1,,charge
free-anywhere,Free minutes anywhere,A fresh bundle every other Friday,USD,9.00,19.00,0,0,weekly,2,fri,advance,prorate,full,no,0,0,free_minutes,,,charge
transcription,Call transcription,Every recorded call as text,USD,5.00,12.00,0,0,monthly,1,1,advance,skip,full,no,0,0,,,Transcription,charge
spam-guard,Spam call guard,Scores callers before the phone rings,USD,1.10,4.00,0,0,monthly,1,1,advance,skip,full,no,0,0,,,Spam Scout,charge
call-recording,Call recording,Recording on every extension,USD,2.00,6.50,0,0,monthly,1,1,advance,prorate,full,no,0,0,,,Call Recording,charge
recording-storage,"Recording storage, quarterly",250 GB for recordings,USD,8.00,21.00,0,0,monthly,3,1,advance,prorate,full,no,0,0,,,Storage,charge
ai-receptionist,AI receptionist,"Answers, routes and books around the clock",USD,28.00,79.00,0,49.00,monthly,1,1,advance,prorate,prorate,no,0,0,,,AI Agent,hold
e911-address,"Emergency address, yearly",Registered address for emergency calls,USD,6.00,18.00,0,3.00,yearly,1,,advance,skip,full,no,0,0,,,,charge
compliance-audit,"Compliance audit, March and September",,USD,110.00,250.00,0,0,yearly,1,03-31|09-30,arrears,skip,full,no,0,0,,,,charge
support-visit,On-site support visit,Mondays and Thursdays,USD,40.00,95.00,0,0,weekly,1,mon|thu,arrears,skip,full,no,0,0,,,,charge
burst-capacity,"Burst capacity, per day",50 extra channels,USD,4.20,11.00,0,0,daily,1,,advance,skip,full,no,0,0,,,,charge
number-porting,Number porting,One-off,USD,4.00,15.00,0,0,none,1,,advance,skip,full,no,0,0,,,,charge
did-uk-geo-gbp,UK geographic DID (GBP),Local number with two channels,GBP,0.28,1.20,0,0.80,monthly,1,1,advance,prorate,full,no,0,30,,,,charge
pbx-seat-gbp,Hosted PBX seat (GBP),"Extension, voicemail, webphone and mobile app",GBP,1.72,7.95,0,10.00,monthly,1,,advance,skip,prorate,no,0,0,,,,charge
tps-screening-gbp,TPS screening (GBP),Checks every outbound call against the UK register,GBP,2.40,6.00,0,0,monthly,1,1,advance,prorate,full,no,0,0,,,UK TPS Lookup,charge
min-spend-100-gbp,Minimum spend 100 (GBP),Committed call spend a month,GBP,0,100.00,0,0,monthly,1,1,arrears,skip,full,yes,2,0,,,,charge
did-de-eur,German geographic DID (EUR),Berlin number with two channels,EUR,0.42,1.70,0.50,2.00,monthly,1,1,advance,prorate,full,no,0,30,,,,charge
sip-channel-eur,SIP trunk channel (EUR),One concurrent call in or out,EUR,5.90,13.90,0,0,monthly,1,1,advance,prorate,prorate,no,0,0,,,,charge
`

export const packageLines = rows.trim().split('\n')
