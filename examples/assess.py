"""The whole job in a few lines: assess.py FOLDER YEAR OUT"""

import sys

import libplan

folder = libplan.read(sys.argv[1])
results = libplan.assess_year(folder, year=int(sys.argv[2]))
print(libplan.results_text(folder, results))
for path in libplan.write_reports(folder, results, out=sys.argv[3]):
    print(path)
