import plotly.graph_objects as go

figure = go.Figure(go.Bar(x=best.values.tolist(), y=guesses, orientation="h"))
figure.update_yaxes(type="category", autorange="reversed")
