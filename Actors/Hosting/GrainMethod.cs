using System.Linq.Expressions;
using System.Reflection;

namespace Tapestry.Actors.Hosting;

/// <summary>One method of a grain interface: how to run it on a grain and how to hand out its task.</summary>
internal abstract class GrainMethod
{
    private readonly Func<object, object?[], Task> _invoke;

    protected GrainMethod(MethodInfo method, bool isReadOnly)
    {
        Name = method.Name;
        IsReadOnly = isReadOnly;
        _invoke = Compile(method);
    }

    public string Name { get; }

    public bool IsReadOnly { get; }

    public static GrainMethod Create(MethodInfo method, bool isReadOnly)
    {
        if (method.ReturnType == typeof(Task))
        {
            return new PlainGrainMethod(method, isReadOnly);
        }

        if (method.IsGenericMethod
            || !method.ReturnType.IsGenericType || method.ReturnType.GetGenericTypeDefinition() != typeof(Task<>)
            || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
        {
            throw new ArgumentException(
                $"{method.DeclaringType}.{method.Name} cannot be a grain method. "
                + "Remedy: return Task or Task<T>, and take no type, ref, in or out parameters.");
        }

        var closed = typeof(ResultGrainMethod<>).MakeGenericType(method.ReturnType.GetGenericArguments());
        return (GrainMethod)Activator.CreateInstance(closed, method, isReadOnly)!;
    }

    /// <summary>The grain's own task, which may not be completed yet; an exception before its first await is in it.</summary>
    public Task Invoke(object grain, object?[] arguments)
    {
        try
        {
            return _invoke(grain, arguments) ?? Task.FromException(new InvalidOperationException(
                $"{grain.GetType()}.{Name} returned null instead of a task."));
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>Turns the caller's execution into the task type that the interface declares.</summary>
    public abstract Task Unwrap(ValueTask<Task> execution);

    private static Func<object, object?[], Task> Compile(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var converted = method.GetParameters().Select((parameter, index) => Expression.Convert(
            Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType));
        var call = Expression.Call(Expression.Convert(grain, method.DeclaringType!), method, converted);
        return Expression.Lambda<Func<object, object?[], Task>>(call, grain, arguments).Compile();
    }
}
