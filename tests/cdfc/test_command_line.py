from cdfc.__main__ import main


def test_trace_prints_a_passport(capsys):
    assert main(["trace", "maee.reduction_rate[period=2007-2009]"]) == 0
    text = capsys.readouterr().out
    assert "1 − 243 000 ÷ 420 780 = 42,25 %" in text
    assert "evaluation_2011/tableau_14.csv:4:requested" in text
    assert "l3794.mean_reduction" in text


def test_trace_of_an_unknown_id_exits_2_with_the_nearest(capsys):
    assert main(["trace", "maee.reduction_rat"]) == 2
    assert "maee.reduction_rate" in capsys.readouterr().err
