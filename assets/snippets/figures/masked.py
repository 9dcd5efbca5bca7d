import plotly.graph_objects as go

names = [
    f"{place} {token}"
    for place, row in zip(positions, probabilities)
    for token in tokenizer.convert_ids_to_tokens(row.topk(5).indices.tolist())
]
values = probabilities.topk(5).values.flatten().tolist()
go.Figure(go.Bar(x=values, y=names, orientation="h")).update_yaxes(autorange="reversed")
