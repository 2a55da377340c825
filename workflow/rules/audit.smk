rule audit:
    """Hold every printed number against what it claims; write the contract's tables."""
    input:
        chapters=expand(f"{PROCESSED}/chapters/{{chapter}}.json", chapter=config["chapters"]),
        claims=f"{DEFINITIONS}/claims.yaml",
        requests=f"{DEFINITIONS}/requests.yaml",
        made=[f"{DEFINITIONS}/tables/{table}.py" for table in config["tables"]],
        engine=ENGINE,
    output:
        measures=shown(f"{PROCESSED}/measures.csv", "audit", what="Measures"),
        lineage=update(f"{PROCESSED}/lineage.csv"),
        tables=update(expand(f"{PROCESSED}/tables/{{table}}.csv", table=TABLES + config["tables"])),
        ledger=shown(f"{PROCESSED}/audit/printed_numbers.csv", "audit", what="Printed numbers"),
        findings=shown(f"{PROCESSED}/audit/findings.csv", "audit", what="Findings"),
        exhibits=update(f"{PROCESSED}/audit/exhibits.csv"),
        sources=update(f"{PROCESSED}/audit/exhibit_sources.csv"),
        tolerances=update(f"{PROCESSED}/audit/tolerances.csv"),
        changes=update(f"{PROCESSED}/audit/changes.csv"),
        data_request=update(f"{PROCESSED}/audit/data_request.csv"),
    params:
        drawn=list(config["figures"]),
    log:
        "logs/audit.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/audit.py"
