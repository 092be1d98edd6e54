"""38 invented indicators as text blocks, read by sample/indicators.py.

First line: key; goal (or -); unit; decimals; direction; kind and target; accountability and
step of the Wirkungstreppe; municipalities (-, alle, modell, einige); target year in the kind.
Then name and definition in German and English, and the Region's values 2014 to 2020:
"-" is a missing year, "*" marks a value with a break in the series.
"""

from __future__ import annotations

from typing import Final

BLOCKS: Final = """
sprachstand; HZ1.1.1; %; 1; +; reach 80 2025; population 5; alle
Kinder mit altersgemäßem Deutsch bei der Einschulung
Children with age-appropriate German at school entry
Anteil der untersuchten Kinder ohne Förderbedarf in Deutsch an allen untersuchten Kindern.
Share of examined children without need of support in German.
69.6 70.4 71.6 72.3 73.8 74.9 75.7

sprachkonzept-kitas; HZ1.1.1; %; 0; +; reach 90 2024; performance 1; einige
Kitas mit schriftlichem Konzept zur Sprachbildung
Day-care centres with a written language education concept
Anteil der Kitas, die ein Konzept zur Sprachbildung vorgelegt haben.
Share of day-care centres that have presented a language education concept.
41 45 52 58 61 67 71

u8-teilnahme; HZ1.1.2; %; 1; +; reach 95 2024; population 5; alle
Teilnahme an der Früherkennungsuntersuchung U8
Attendance at the U8 early detection check-up
Anteil der Kinder mit dokumentierter U8 an den Kindern mit vorgelegtem Untersuchungsheft.
Share of children with a documented U8 among children whose record booklet was shown.
90.2 90.9 91.4 91.3 92.2 92.6 92.4

kitas-bewegung; HZ1.1.3; %; 0; +; reach 50 2023; performance 1; -
Kitas mit wöchentlichem Bewegungsangebot
Day-care centres with weekly physical activity
Anteil der Kitas mit angeleiteter Bewegung in jeder Woche.
Share of day-care centres with guided physical activity every week.
31 34 38 43 47 52 54

but-nutzung; HZ1.2.1; %; 1; +; reach 60 2025; population 5; einige
Nutzung von Leistungen für Bildung und Teilhabe
Use of education and participation benefits
Anteil der berechtigten Kinder, für die mindestens eine Leistung bewilligt wurde.
Share of eligible children for whom at least one benefit was granted.
38.2 39.0 40.4 41.1 42.9 44.7 43.8

ferienzuschuss; HZ1.2.2; Kinder; 0; +; hold 400; performance 2; -
Kinder mit Zuschuss für Ferienangebote
Children with a grant for holiday activities
Zahl der Kinder, für die ein Zuschuss zu einem Ferienangebot gezahlt wurde.
Number of children for whom a grant for a holiday activity was paid.
371 388 402 417 431 446 409

uebergewicht; HZ1.3.1; %; 1; -; reach 8 2025; population 6; alle
Kinder mit Übergewicht bei der Einschulung
Overweight children at school entry
Anteil der untersuchten Kinder mit Übergewicht oder Adipositas.
Share of examined children who are overweight or obese.
9.9 10.1 10.0 10.4 10.3 10.6 11.2

zahngesundheit; HZ1.3.2; %; 1; +; hold 65; population 6; -
Kinder mit naturgesunden Zähnen in ersten Klassen
First-year pupils with naturally healthy teeth
Anteil der zahnärztlich untersuchten Kinder ohne Karieserfahrung.
Share of children examined by a dentist who have never had caries.
66.9 67.4 67.1 66.6 66.8 66.2 65.9

zahnkontrollen; MZ1.3; Untersuchungen; 0; +; direction; performance 1; -
Zahnärztliche Untersuchungen in Kitas und Schulen
Dental examinations in day care and schools
Zahl der im Kalenderjahr untersuchten Kinder.
Number of children examined in the calendar year.
8450 8610 8720 8830 9040 9210 3120*

willkommensbesuch; HZ2.1.1; %; 1; +; reach 75 2024; performance 2; alle
Familien mit Willkommensbesuch nach der Geburt
Families with a welcome visit after birth
Anteil der Familien mit neugeborenem Kind, die besucht wurden.
Share of families with a newborn child who were visited.
48.3 50.1 53.7 56.2 59.8 63.9 64.6

willkommen-zufrieden; HZ2.1.1; %; 0; +; hold 90; performance 3; -
Zufriedenheit mit dem Willkommensbesuch
Satisfaction with the welcome visit
Anteil der befragten Familien, die den Besuch hilfreich fanden.
Share of surveyed families who found the visit helpful.
- - - 91 93 92 94

familienhebammen; HZ2.1.2; Familien; 0; +; reach 420 2025; performance 2; einige
Von Familienhebammen begleitete Familien
Families supported by family midwives
Zahl der Familien mit mindestens drei Hausbesuchen im Kalenderjahr.
Number of families with at least three home visits in the calendar year.
228 241 262 280 301 322 325

eltern-im-netzwerk; HZ2.1.3; Eltern je Treffen; 1; +; reach 5 2023; performance 2; -
Eltern bei Netzwerktreffen Früher Hilfen
Parents at early support network meetings
Mittlere Zahl teilnehmender Eltern über alle Treffen mit Angabe.
Mean number of parents over all meetings with a record.
2.3 2.5 2.3 2.7 2.5 2.6 1.7

betreuungsquote-u3; HZ2.2.1; %; 1; +; reach 45 2025; population 2; alle
Betreuungsplätze für Kinder unter drei Jahren
Childcare places for children under three
Plätze in Krippen und Tagespflege je 100 Kinder unter drei Jahren am 1. März.
Places in crèches and with childminders per 100 children under three on 1 March.
30.1 31.2 32.0 33.4 34.1 35.5 36.3

tagespflegepersonen; MZ2.2; Personen; 0; +; direction; population 1; -
Aktive Kindertagespflegepersonen
Active childminders
Zahl der Tagespflegepersonen mit mindestens einem betreuten Kind.
Number of childminders looking after at least one child.
512 506 498 501 489 480 486

wartezeit-kita; HZ2.2.2; Tage; 0; -; hold 90; population 2; einige
Wartezeit auf einen Kita-Platz
Waiting time for a day-care place
Mittlere Zahl der Tage vom gewünschten bis zum möglichen Beginn der Betreuung.
Mean number of days from the requested to the possible start of childcare.
131 127 124 116 118 109 102

wartezeit-beratung; HZ2.3.1; Tage; 0; -; reach 21 2023; performance 1; einige
Wartezeit auf ein Erstgespräch in der Beratung
Waiting time for a first counselling session
Median der Tage zwischen Anmeldung und erstem Gespräch.
Median number of days between registration and first session.
35 33 31 30 - 27 26

beratungen-familien; MZ2.3; Beratungen; 0; +; direction; performance 2; -
Abgeschlossene Beratungen für Familien
Completed counselling cases for families
Zahl der im Kalenderjahr beendeten Beratungen.
Number of counselling cases completed in the calendar year.
2120 2190 2235 2310 2388 2405 2376

familienzentren-sprachen; HZ2.3.2; %; 0; +; reach 80 2025; performance 1; -
Familienzentren mit Informationen in fünf Sprachen
Family centres with information in five languages
Anteil der Familienzentren mit Aushang und Faltblatt in mindestens fünf Sprachen.
Share of family centres with notices and leaflets in at least five languages.
- - 33 - 44 - 56

angebote-bestaetigt; HZ2.3.3; %; 1; +; hold 75; performance 1; alle
Frisch bestätigte Angebote im Verzeichnis
Recently confirmed offers in the directory
Anteil der Angebote, deren Eintrag in den letzten zwölf Monaten bestätigt wurde.
Share of offers whose entry was confirmed within the last twelve months.
72.0 71.2 69.8 66.4 65.1 63.0 60.9

verzeichnis-bekannt; LZ2; %; 0; +; direction; population 4; -
Familien, die das Angebotsverzeichnis kennen
Families who know the directory of offers
Anteil der befragten Eltern; die Befragung findet alle zwei Jahre statt.
Share of surveyed parents; the survey takes place every two years.
22 - 27 - 31 - 38

uebergabegespraeche; HZ3.1.1; %; 0; +; reach 90 2024; performance 1; einige
Kinder mit Übergabegespräch von der Kita zur Grundschule
Children with a handover meeting between day care and school
Anteil der Schulanfänger*innen mit dokumentiertem Gespräch.
Share of school starters with a documented meeting.
46 53 59 66 71 76 80

einschulung-zufrieden; MZ3.1; %; 0; +; hold 80; population 3; -
Eltern, die den Schulstart als gelungen erleben
Parents who experienced the start of school as successful
Anteil der befragten Eltern nach dem ersten Halbjahr.
Share of surveyed parents after the first half-year.
76 77 76* 78 79 79 79

rueckstellungen; HZ3.1.2; %; 1; -; direction; population 6; alle
Vom Schulbesuch zurückgestellte Kinder
Children with postponed school start
Anteil der zurückgestellten an allen schulpflichtig gewordenen Kindern.
Share of postponed children among all children reaching school age.
8.8 8.6 8.5 8.1 8.0 7.6 7.9

ohne-abschluss; HZ3.2.1; %; 1; -; reach 5 2025; population 6; -
Jugendliche ohne Schulabschluss
Young people without a school certificate
Anteil der Abgänger*innen ohne Hauptschulabschluss an allen, die die Schule verlassen.
Share of school leavers without a lower secondary certificate.
6.1 6.0 6.2 6.4 6.3 6.6 6.8

schulabsentismus; MZ3.2; Fälle; 0; -; direction; population 5; -
Gemeldete Fälle von Schulvermeidung
Reported cases of school avoidance
Zahl der gemeldeten Fälle mit mehr als zehn Fehltagen ohne Entschuldigung.
Number of reported cases with more than ten unexcused days of absence.
318 322 335 329 341 356 338

ansprechperson-beruf; HZ3.2.2; %; 0; +; reach 70 2024; performance 2; modell
Jugendliche mit fester Ansprechperson beim Übergang in den Beruf
Young people with a permanent contact for the transition to work
Anteil an den Jugendlichen mit festgestelltem Unterstützungsbedarf.
Share of young people with an identified need of support.
- - 40 45 49* 56 61

fortbildungen-armut; HZ4.1.1; Personen; 0; +; hold 150; performance 2; -
Fachkräfte mit Fortbildung zu armutssensiblem Handeln
Professionals trained in poverty-sensitive practice
Zahl der Teilnehmenden an ganztägigen Fortbildungen.
Number of participants in full-day training courses.
64 88 112 131 156 171 94

haltung-befragung; MZ4.1; Punkte (1–5); 1; +; direction; population 4; -
Selbsteinschätzung armutssensibler Haltung
Self-assessed poverty-sensitive attitude
Mittelwert der Befragung von Fachkräften auf einer Skala von 1 bis 5.
Mean of a survey of professionals on a scale from 1 to 5.
- - - 2.9 3.1 3.3 3.4

kooperation-stufe-3; HZ4.2.1; %; 1; +; reach 60 2024; population 1; -
Eingeschätzte Kooperationen mit mindestens Stufe 3
Rated cooperations of at least level 3
Anteil gerichteter Einschätzungen mit Stufe 3 oder höher; nur in Erhebungsjahren.
Share of directed ratings at level 3 or higher; survey years only.
- - - - 36.2 - 48.0

fallkonferenzen; HZ4.2.1; Konferenzen; 0; +; direction; performance 1; -
Gemeinsame Fallkonferenzen
Joint case conferences
Zahl der Konferenzen mit mindestens drei beteiligten Einrichtungen.
Number of conferences with at least three institutions taking part.
41 44 52 57 63 66 72

kinder-transferleistung; LZ1; %; 1; -; direction; population 6; alle
Kinder unter zehn Jahren in Haushalten mit Grundsicherung
Children under ten in households receiving basic income support
Erfundener Anteil zur Erprobung; keine amtliche Zahl.
Invented share for trying out the monitor; not an official figure.
20.4 20.9 21.2 20.8 20.1 19.6 19.3

schulden-kinder; MZ1.2; Haushalte; 0; -; reach 300 2018; population 6; -
Beratene Haushalte mit Kindern und gesperrtem Strom
Advised households with children whose power was cut off
Zahl der Haushalte in der Schuldnerberatung; das Zieljahr ist vorbei.
Number of households in debt advice; the target year has passed.
452 441 430 405 398 380 371

elternbefragung-zugang; MZ2.1; %; 0; +; reach 70 2022; population 4; -
Eltern, die wissen, wo sie nach der Geburt Hilfe finden
Parents who know where to find help after birth
Anteil der befragten Eltern; die Befragung wurde 2018 eingestellt.
Share of surveyed parents; the survey was discontinued in 2018.
51 53 54 58 60 - -

verzeichnis-aufrufe; -; Aufrufe; 0; +; direction; performance 2; -
Aufrufe des Angebotsverzeichnisses
Visits to the directory of offers
Zahl der Seitenaufrufe im Kalenderjahr; keinem Ziel zugeordnet.
Number of page views in the calendar year; not assigned to a goal.
14200 15900 17300 18800 21400 22900 31800

gesund-aufwachsen; MZ1.3; %; 1; +; direction; population 6; -
Gesundes Aufwachsen (zusammengesetzt)
Growing up healthy (combined)
Kein eigener Wert: trägt den schlechtesten Status seiner Teile, Übergewicht und naturgesunde Zähne.
No value of its own: takes the worst status of its parts, overweight and naturally healthy teeth.
- - - - - - -

u8-benachteiligt; HZ1.1.2; %; 1; +; hold 0; population 5; -
U8 in Familien mit Grundsicherung, Abstand zu allen
U8 in families receiving basic income support, distance to all
Anteil der Kinder mit dokumentierter U8; bewertet wird der Abstand zum Anteil aller Kinder.
Share of children with a documented U8; judged is the distance to the share of all children.
82.6 83.4 84.5 85.1 86.4 87.5 87.9

kinder-je-fachkraft; HZ2.2.1; Kinder je Fachkraft; 1; -; reach 3.0 2025; performance 1; einige
Kinder je Fachkraft in Krippen
Children per professional in crèches
Mittlere Zahl gleichzeitig betreuter Kinder; Ziel ist eine Spanne von 3,0 bis 4,0.
Mean number of children looked after at the same time; the target is a range from 3.0 to 4.0.
5.1 5.0 4.9 4.8 4.6 4.5 4.4
"""
