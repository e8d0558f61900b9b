using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class ConflictTrimTests
{
    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    // Task one has the first two inputs, task two the others. Task two writes u at its own third input and, in conflict, v at the first.
    [Test]
    public void TakesOutWhatATaskWouldChangeOfAnotherAndKeepsWhatItDoesOfItsOwn()
    {
        Tensor one = Outer(Unit(0), Unit(1)) * 2, own = Outer(Unit(2), Unit(2)) * 3, conflict = Outer(Unit(3), Unit(0)) * 4;
        var trimmed = Trim([Diagonal(1, 1, 0, 0), Diagonal(0, 0, 1, 1)], stack([one, own + conflict]));
        AssertNear(trimmed[0], one);
        AssertNear(trimmed[1], own * (5.0 / 3));
    }

    [Test]
    public void ChangesNothingWhereTasksHaveOtherInputs()
    {
        var vectors = Noise("apart", 2, 4, 4) * stack([Diagonal(1, 1, 0, 0), Diagonal(0, 0, 1, 1)]).diagonal(dim1: 1, dim2: 2).unsqueeze(1);
        var trimmed = Trim([Diagonal(1, 2, 0, 0), Diagonal(0, 0, 3, 1)], vectors);
        Assert.That(trimmed.eq(vectors).all().item<bool>());
    }

    // The second task's own outputs at the first input lie on both tasks' inputs: what it costs there counts μ times.
    [TestCase(0.5, true)]
    [TestCase(2, false)]
    public void WeighsTheCostForTheOwner(double trade, bool taken)
    {
        var vectors = stack([Outer(Unit(1), Unit(1)), Outer(Unit(2), Unit(0)) + Outer(Unit(3), Unit(2))]);
        var trimmed = Trim([Diagonal(1, 1, 0, 0), Diagonal(1, 0, 1, 0)], vectors, trade: trade);
        AssertNear(trimmed[1], taken ? Outer(Unit(3), Unit(2)) * Math.Sqrt(2) : vectors[1]);
    }

    [Test]
    public void LeavesNothingOfAVectorThatIsAllConflict()
    {
        var vectors = stack([Outer(Unit(1), Unit(1)), Outer(Unit(2), Unit(0)) + (Noise("rounding", 4, 4) * 1e-6)]);
        Assert.That(Trim([Diagonal(1, 1, 0, 0), Diagonal(0, 0, 1, 1)], vectors)[1].eq(0).all().item<bool>());
    }

    [Test]
    public void IsTheFormulaByAnotherRoute([Values] bool fromSmallest)
    {
        const int tasks = 3, outputs = 7, rank = 2;
        const double trade = 0.7;
        Tensor inputs = Noise("inputs", tasks, 9, 5), vectors = Noise("vectors", tasks, outputs, 5);
        Tensor[] bases = [.. Enumerable.Range(0, tasks).Select(i => Basis(inputs, vectors, i))];
        var trimmed = Trim([.. inputs.unbind(0).Select(x => x.t().matmul(x))], vectors, rank, trade, fromSmallest);
        for (var j = 0; j < tasks; j++)
        {
            var expected = vectors[j];
            foreach (var i in Enumerable.Range(0, tasks).Where(i => i != j)) expected = (eye(outputs, dtype: float64) - bases[i]).matmul(expected);
            AssertNear(trimmed[j], expected * (vectors[j].norm() / expected.norm()));
        }

        // A projector on the eigenvectors, from the singular vectors of a shifted matrix and one token at a time.
        Tensor Basis(Tensor inputs, Tensor vectors, int i)
        {
            var conflict = zeros(outputs, outputs, float64);
            foreach (var j in Enumerable.Range(0, tasks).Where(j => j != i))
            {
                foreach (var token in inputs[i].unbind(0)) conflict += Outer(vectors[j].mv(token), vectors[j].mv(token));
                foreach (var token in inputs[j].unbind(0)) conflict -= Outer(vectors[j].mv(token), vectors[j].mv(token)) * trade;
            }
            var (left, _, _) = linalg.svd((conflict * (fromSmallest ? -1 : 1)) + (eye(outputs, dtype: float64) * 1e4));
            var basis = left[TensorIndex.Colon, ..rank];
            return basis.matmul(basis.t());
        }
    }

    [Test]
    public void KeepsTheNorms()
    {
        Tensor inputs = Noise("inputs", 3, 9, 5), vectors = Noise("vectors", 3, 7, 5) * 0.01, scales = Noise("scales", 3, 20) * 0.01;
        var trimmed = Trim([.. inputs.unbind(0).Select(x => x.t().matmul(x))], vectors, rank: 2, trade: 0.5);
        var masked = ConflictTrim.Scales(Noise("squares", 3, 20).square(), scales, 4, 10);
        Assert.That((trimmed - vectors).norm().item<double>(), Is.GreaterThan(1e-3));
        AssertNear(linalg.vector_norm(trimmed, 2, [1L, 2L]), linalg.vector_norm(vectors, 2, [1L, 2L]));
        AssertNear(masked.norm(1), scales.norm(1));
    }

    [Test]
    public void MasksTheChannelsThatChangeMuchForOthersAndLittleForTheirOwn()
    {
        const int tasks = 3, width = 12, count = 2;
        const double trade = 1.5;
        Tensor squares = Noise("squares", tasks, width).square(), vectors = Noise("scales", tasks, width);
        var trimmed = ConflictTrim.Scales(squares, vectors, count, trade);
        var gone = Gone(tasks, width, count, (i, j, d) => (squares[i, d] - (squares[j, d] * trade)).item<double>() * Square(vectors[j, d]));
        for (var j = 0; j < tasks; j++)
        {
            var expected = vectors[j].clone();
            foreach (var d in gone[j]) expected[d] = 0;
            AssertNear(trimmed[j], expected * (vectors[j].norm() / expected.norm()));
        }
    }

    [Test]
    public void MasksTheLargestEntriesOfTheOtherBiasesAndScalesNoneUp()
    {
        const int tasks = 3, width = 12, count = 2;
        var vectors = Noise("biases", tasks, width);
        var trimmed = ConflictTrim.Shifts(vectors, count);
        var gone = Gone(tasks, width, count, (_, j, d) => Square(vectors[j, d]));
        for (var j = 0; j < tasks; j++)
        {
            for (var d = 0; d < width; d++) Assert.That(trimmed[j, d].item<double>(), Is.EqualTo(gone[j].Contains(d) ? 0 : vectors[j, d].item<double>()), $"{j}, {d}");
        }
    }

    // Of two tasks each takes its entries out of one other, whatever the ties.
    [Test]
    public void MasksAsManyEntriesAsAskedFor([Values] bool scales, [Values(1, 3, 8)] int count)
    {
        var vectors = tensor(new double[,] { { 2, 2, 2, 2, 1, 1, 1, -3 }, { 5, 5, 5, 5, 5, 5, 5, 5 } });
        var trimmed = scales ? ConflictTrim.Scales(ones(2, 8, float64), vectors, count, 0.5) : ConflictTrim.Shifts(vectors, count);
        Assert.That(trimmed.eq(0).sum(dim: 1).data<long>().ToArray(), Is.EqualTo(new long[] { count, count }));
    }

    // For each task, the entries that any other takes.
    private static HashSet<int>[] Gone(int tasks, int width, int count, Func<int, int, int, double> harm)
    {
        HashSet<int>[] gone = [.. Enumerable.Range(0, tasks).Select(_ => new HashSet<int>())];
        for (var i = 0; i < tasks; i++)
        {
            int[] others = [.. Enumerable.Range(0, tasks).Where(j => j != i)];
            foreach (var d in Enumerable.Range(0, width).OrderByDescending(d => others.Sum(j => harm(i, j, d))).Take(count))
            {
                foreach (var j in others) gone[j].Add(d);
            }
        }
        return gone;
    }

    private static Tensor Trim(Tensor[] grams, Tensor vectors, int rank = 4, double trade = 5, bool fromSmallest = false) =>
        ConflictTrim.Matrices(grams, vectors, rank, trade, fromSmallest);

    private static double Square(Tensor value) => Math.Pow(value.item<double>(), 2);

    private static Tensor Unit(int index) => eye(4, dtype: float64)[index];

    private static Tensor Outer(Tensor left, Tensor right) => outer(left, right);

    private static Tensor Diagonal(params double[] values) => tensor(values).diag();

    private static Tensor Noise(string what, params long[] size)
    {
        using var generator = Seed.Of("conflict", what).Generator();
        return randn(size, float64, generator: generator);
    }

    private static void AssertNear(Tensor actual, Tensor expected) => Assert.That((actual - expected).abs().max().item<double>(), Is.LessThan(1e-9));
}
