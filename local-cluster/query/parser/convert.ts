import type { Column, KustoType } from '../contract.ts';
import { decodeString } from '../literal.ts';
import type { CalledFunction, Diagnostic, SymbolKind, SyntaxNode } from '../syntax.ts';
import { isKustoType } from '../type-name.ts';
import { isA, load, toArray } from './load.ts';
import type { RawCode, RawNode, RawSymbol } from './raw.ts';

/** What the grammar and the binder found wrong. */
export const diagnosticsOf = (raw: RawCode): Diagnostic[] => {
  const syntax = new Set(toArray(raw.GetSyntaxDiagnostics()).map(({ Code, Start }) => `${Code} ${Start}`));
  return toArray(raw.GetDiagnostics())
    .filter(({ Severity }) => Severity === 'Error')
    .map(({ Code, Message, Start, Length }) => ({
      kind: syntax.has(`${Code} ${Start}`) ? 'syntax' : 'semantic',
      code: Code,
      message: Message,
      start: Start,
      length: Length,
    }));
};

function symbolKind(symbol: RawSymbol): SymbolKind {
  const { Symbols } = load().language;
  if (isA(symbol, Symbols.ColumnSymbol)) return 'column';
  if (isA(symbol, Symbols.TableSymbol)) return 'table';
  if (isA(symbol, Symbols.FunctionSymbol)) return 'function';
  return isA(symbol, Symbols.VariableSymbol) || isA(symbol, Symbols.ParameterSymbol) ? 'variable' : 'other';
}

function columnsOf(symbol: RawSymbol): Column[] {
  return toArray(symbol.Columns).map(({ Name, Type }) => ({
    name: Name,
    type: isKustoType(Type?.Name) ? Type.Name : 'dynamic',
  }));
}

function resultOf(raw: RawNode): Pick<SyntaxNode, 'type' | 'columns' | 'tabular'> {
  const { Symbols } = load().language;
  const result = raw.ResultType;
  if (result === undefined || result === null) return { tabular: false };
  if (isA(result, Symbols.TableSymbol)) return { tabular: true, columns: columnsOf(result) };
  if (isA(result, Symbols.TupleSymbol)) return { tabular: false, columns: columnsOf(result) };
  return isKustoType(result.Name) ? { tabular: false, type: result.Name } : { tabular: false };
}

function declaredType([only, ...others]: readonly RawSymbol[]): { readonly type?: KustoType } {
  return isKustoType(only?.Name) && others.length === 0 ? { type: only.Name } : {};
}

/** Converts parser objects of one text; positions inside an expanded function body are those of the body. */
export class Converter {
  readonly #source: string;
  constructor(source: string) {
    this.#source = source;
  }

  node(raw: RawNode, label: string): SyntaxNode {
    const kind = load().kinds.get(raw.Kind) ?? 'Unknown';
    const text = raw.Text ?? this.#source.slice(raw.TextStart, raw.TextStart + raw.Width);
    const children = this.#children(raw);
    const symbol = raw.ReferencedSymbol;
    const value = this.#value(kind, text, children);
    const resultName = this.#resultName(raw);
    return {
      kind,
      label,
      start: raw.TextStart,
      text,
      children,
      ...resultOf(raw),
      ...(symbol ? { symbol: { kind: symbolKind(symbol), name: symbol.Name } } : {}),
      ...(value === undefined ? {} : { value }),
      ...(resultName === null ? {} : { resultName }),
      ...(raw.CommandKind ? { command: { kind: raw.CommandKind, resultSchema: symbol?.ResultSchema ?? '' } } : {}),
      ...(kind === 'FunctionCallExpression' ? { called: () => this.#called(raw) } : {}),
    };
  }

  #children(raw: RawNode): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    for (let index = 0; index < raw.ChildCount; index++) {
      const inner = raw.GetChild(index);
      if (inner !== null && inner !== undefined) this.#add(inner, inner.NameInParent ?? '', found);
    }
    return found;
  }

  #add(raw: RawNode, label: string, into: SyntaxNode[]): void {
    const kind = load().kinds.get(raw.Kind);
    if (kind !== 'List' && kind !== 'SeparatedElement') {
      into.push(this.node(raw, label));
      return;
    }
    const count = kind === 'SeparatedElement' ? 1 : raw.ChildCount;
    for (let index = 0; index < count; index++) {
      const inner = raw.GetChild(index);
      if (inner !== null && inner !== undefined) this.#add(inner, label, into);
    }
  }

  #value(kind: string, text: string, children: readonly SyntaxNode[]): string | undefined {
    if (kind === 'StringLiteralToken') return decodeString(text);
    if (!/^(?:StringLiteral|CompoundStringLiteral)Expression$|Name$|^NameReference$|^NameDeclaration$/.test(kind))
      return undefined;
    const parts = children.filter((inner) => inner.value !== undefined);
    if (parts.length > 0) return parts.map((inner) => inner.value).join('');
    return /Name/.test(kind) ? text : undefined;
  }

  #resultName(raw: RawNode): string | null {
    const { Syntax, Binding } = load().language;
    if (!isA(raw, Syntax.Expression)) return null;
    return Binding.Binder.GetExpressionResultName(raw, null, null);
  }

  #called(raw: RawNode): CalledFunction | undefined {
    const body = raw.GetCalledFunctionBody?.();
    if (body === null || body === undefined) return undefined;
    const signature = toArray(raw.ReferencedSymbol?.Signatures)[0];
    const parameters = toArray(signature?.Parameters).map(({ Name, DeclaredTypes, DefaultValue }) => ({
      name: Name,
      ...declaredType(toArray(DeclaredTypes)),
      ...(DefaultValue ? { fallback: DefaultValue.ToString(1) } : {}),
    }));
    return { parameters, body: new Converter(body.Root.ToString(0)).node(body, 'Body') };
  }
}
